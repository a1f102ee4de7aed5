/**
 * Losses of the student's generator on images and on features that a discriminator finds in them. In their formulas x
 * are source images of label c', c the labels asked for, G_T and D_T the teacher's networks, G_S the student's, and mean
 * an average over all elements.
 */
package org.retort.plugin.distillation.image;
