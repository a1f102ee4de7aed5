package org.retort.engine.libtorch.internal;

import java.util.Arrays;

/**
 * How a convolution's kernel goes over a map.
 *
 * @param stride vertical and horizontal, as all of these
 * @param padding zeros on each side
 * @param dilation distance between the kernel's elements
 */
record Geometry(long[] stride, long[] padding, long[] dilation) {
    private static final long[] ONE = {1, 1};

    /** Of stride and dilation 1. */
    static Geometry padded(long vertical, long horizontal) {
        return new Geometry(ONE, new long[] {vertical, horizontal}, ONE);
    }

    /**
     * From the arguments of an op.
     *
     * @throws org.retort.api.plugin.InputException where it does not convolve NCHW with weights [outputs, inputs, k, k]
     */
    static Geometry of(Site site) {
        long[] i = site.integers();
        if (i.length < 11 || i[8] != 0 || i[9] != 0 || i[10] != 1) {
            throw site.refused("has arguments " + Arrays.toString(i) + "; engine libtorch convolves NCHW with explicit"
                    + " padding and weights [outputs, inputs, k, k] (WeightsFormat.OIYX), as the network builder"
                    + " draws it");
        }
        return of(i);
    }

    /** From arguments that are known to be such. */
    static Geometry of(long[] arguments) {
        return new Geometry(
                new long[] {arguments[2], arguments[3]},
                new long[] {arguments[4], arguments[5]},
                new long[] {arguments[6], arguments[7]});
    }

    /** Whether every element of the map is a place of the kernel, and the kernel in one piece. */
    boolean dense() {
        return Arrays.equals(stride, ONE) && Arrays.equals(dilation, ONE);
    }

    /** Whether a kernel of odd sides, if {@link #dense}, makes a map of the size that it reads. */
    boolean keepsSize(long height, long width) {
        return height == 2 * padding[0] + 1 && width == 2 * padding[1] + 1;
    }
}
