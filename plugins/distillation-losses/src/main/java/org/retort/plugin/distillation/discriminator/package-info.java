/**
 * Losses by which the teacher guides the student's discriminator, and the teacher's discriminator as a critic of the
 * student's generator. In their formulas x are source images of label c', y real images, c the labels asked for, G_T and
 * D_T the teacher's networks, G_S and D_S the student's, and mean an average over all elements.
 */
package org.retort.plugin.distillation.discriminator;
