/**
 * Losses of the student's generator on feature maps of the two generators. In their formulas S and T are feature maps
 * [N, C, H, W] of student and teacher while both translate the same images to the same labels, A is a learned adaptor,
 * and mean an average over all elements. Every list of taps of the student has one of the teacher of equal length
 * beside it; empty means the same names.
 */
package org.retort.plugin.distillation.feature;
