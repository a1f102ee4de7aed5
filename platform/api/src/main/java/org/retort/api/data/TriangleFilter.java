package org.retort.api.data;

/**
 * Resampling of one axis: each output is a weighted mean of neighbouring inputs. The weights fall in a straight line
 * to zero at a distance of one output pixel (or one input pixel, where the image grows), are held as whole numbers of
 * 22 binary digits, and results are rounded to bytes after each axis, as Pillow does.
 */
final class TriangleFilter {
    private static final int PRECISION = 22;

    private final int inputs;
    private final int[] first;
    private final int[][] weights;

    private TriangleFilter(int inputs, int[] first, int[][] weights) {
        this.inputs = inputs;
        this.first = first;
        this.weights = weights;
    }

    /** The filter from one length to another, both in px. */
    static TriangleFilter of(int inputs, int outputs) {
        double scale = (double) inputs / outputs;
        double reach = Math.max(scale, 1);
        int[] first = new int[outputs];
        int[][] weights = new int[outputs][];
        for (int output = 0; output < outputs; output++) {
            double centre = (output + 0.5) * scale;
            int from = Math.max(0, (int) (centre - reach + 0.5));
            int to = Math.min(inputs, (int) (centre + reach + 0.5));
            first[output] = from;
            weights[output] = weights(from, to, centre, reach);
        }
        return new TriangleFilter(inputs, first, weights);
    }

    private static int[] weights(int from, int to, double centre, double reach) {
        double[] exact = new double[to - from];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = Math.max(0, 1 - Math.abs((i + from - centre + 0.5) * (1 / reach)));
            sum += exact[i];
        }
        int[] whole = new int[exact.length];
        for (int i = 0; i < exact.length; i++) {
            whole[i] = (int) (0.5 + exact[i] / sum * (1 << PRECISION));
        }
        return whole;
    }

    /**
     * Resamples an axis of bytes that lie {@code [blocks, inputs, inner]}.
     *
     * @return {@code [blocks, outputs, inner]}
     */
    byte[] resample(byte[] values, int blocks, int inner) {
        int outputs = first.length;
        if (outputs == inputs) {
            return values;
        }
        byte[] result = new byte[blocks * outputs * inner];
        for (int block = 0; block < blocks; block++) {
            for (int output = 0; output < outputs; output++) {
                int[] weight = weights[output];
                int start = (block * inputs + first[output]) * inner;
                for (int i = 0; i < inner; i++) {
                    int sum = 1 << PRECISION - 1;
                    for (int k = 0; k < weight.length; k++) {
                        sum += (values[start + k * inner + i] & 255) * weight[k];
                    }
                    result[(block * outputs + output) * inner + i] =
                            (byte) Math.max(0, Math.min(255, sum >> PRECISION));
                }
            }
        }
        return result;
    }
}
