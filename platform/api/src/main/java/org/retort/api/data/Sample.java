package org.retort.api.data;

/**
 * One labelled image.
 *
 * @param name where it came from, such as a file name or a line number; for messages and sample sheets
 * @param pixels {@code [C, H, W]} in row-major order, one unsigned byte a value
 * @param label {@code [L]}, values in {0, 1}
 */
public record Sample(String name, byte[] pixels, float[] label) {}
