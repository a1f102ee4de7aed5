package org.retort.engine.libtorch.internal;

/**
 * What a convolution goes over, and how.
 *
 * @param transposed whether it is a transposed one
 * @param geometry how its kernel goes over the map
 * @param groups into how many groups of channels it falls
 * @param map {@code [N, C, H, W]}
 * @param weight {@code [outputs, C / groups, k, k]}; of a transposed one, which has a single group, {@code [C, outputs, k, k]}
 */
record ConvolutionShape(boolean transposed, Geometry geometry, long groups, long[] map, long[] weight) {
    /** The shape of what it makes: {@code [N, outputs, H, W]}. */
    long[] result() {
        return new long[] {map[0], transposed ? weight[1] : weight[0], length(0), length(1)};
    }

    /** Rows or columns of what it makes. */
    private long length(int axis) {
        long given = map[2 + axis];
        long reach = geometry.dilation()[axis] * (weight[2 + axis] - 1) + 1;
        long border = 2 * geometry.padding()[axis];
        return transposed
                ? (given - 1) * geometry.stride()[axis] - border + reach
                : (given + border - reach) / geometry.stride()[axis] + 1;
    }

    /** The weights' sizes in oneDNN's words: groups, if there are several, then outputs, inputs, height and width. */
    long[] weightSizes() {
        if (transposed) {
            return new long[] {weight[1], weight[0], weight[2], weight[3]};
        }
        return groups == 1
                ? weight
                : new long[] {groups, weight[0] / groups, weight[1], weight[2], weight[3]};
    }

    /** How far the elements of {@link #weightSizes} lie apart where the weights are in channels-last memory. */
    long[] weightStrides() {
        long outer = weight[1] * weight[2] * weight[3];
        long row = weight[1] * weight[3];
        if (transposed) {
            return new long[] {1, outer, row, weight[1]};
        }
        return groups == 1
                ? new long[] {outer, 1, row, weight[1]}
                : new long[] {outer * weight[0] / groups, outer, 1, row, weight[1]};
    }
}
