package org.retort.dataset.celeba;

/**
 * One image of the data set.
 *
 * @param image its file name
 * @param label {@code [L]}, values in {0, 1}
 */
record Portrait(String image, float[] label) {}
