/**
 * Losses of the student's generator on relations between samples or positions, which need no adaptor since only their
 * number must agree. In their formulas S and T are feature maps [N, C, H, W] of the two generators, X and Y the same
 * with a row for each image, and mean an average over all elements.
 */
package org.retort.plugin.distillation.relation;
