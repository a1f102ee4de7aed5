package org.retort.plugin.metrics;

import org.retort.api.random.RandomStream;

/**
 * KID (Binkowski et al. 2018, section 3 and 4): the unbiased estimate of the squared maximum mean discrepancy under the
 * kernel {@code (x . y / F + 1)^3}, over random subsets.
 *
 * @param mean over the subsets; may be below 0, since the estimate has no bias
 * @param deviation standard deviation over the subsets; 0 for one
 */
record KernelDistance(double mean, double deviation) {
    /** Rows are images, columns features; two rows at least of each. */
    static KernelDistance of(double[][] one, double[][] other, int subsets, int subsetSize, long seed) {
        int size = Math.min(subsetSize, Math.min(one.length, other.length));
        double sum = 0;
        double squares = 0;
        for (int subset = 0; subset < subsets; subset++) {
            double value = discrepancy(
                    some(one, size, RandomStream.of(seed, "real", subset)),
                    some(other, size, RandomStream.of(seed, "generated", subset)));
            sum += value;
            squares += value * value;
        }
        double mean = sum / subsets;
        double variance = subsets == 1 ? 0 : (squares - subsets * mean * mean) / (subsets - 1);
        return new KernelDistance(mean, Math.sqrt(Math.max(variance, 0)));
    }

    private static double[][] some(double[][] rows, int count, RandomStream random) {
        int[] order = random.permutation(rows.length);
        double[][] some = new double[count][];
        for (int i = 0; i < count; i++) {
            some[i] = rows[order[i]];
        }
        return some;
    }

    /** The unbiased estimate over all pairs; both sets are of one size. */
    static double discrepancy(double[][] one, double[][] other) {
        int count = one.length;
        double within = 0;
        double across = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                if (i != j) {
                    within += kernel(one[i], one[j]) + kernel(other[i], other[j]);
                }
                across += kernel(one[i], other[j]);
            }
        }
        return within / (count * (count - 1.0)) - 2 * across / ((double) count * count);
    }

    private static double kernel(double[] x, double[] y) {
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            product += x[i] * y[i];
        }
        double base = product / x.length + 1;
        return base * base * base;
    }
}
