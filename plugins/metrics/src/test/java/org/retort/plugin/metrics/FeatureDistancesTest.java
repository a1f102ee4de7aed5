package org.retort.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.retort.api.random.RandomStream;

class FeatureDistancesTest {
    private static double[][] gaussian(String name, int count, double mean, double deviation) {
        RandomStream random = RandomStream.of(1, name);
        double[][] rows = new double[count][3];
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = mean + deviation * random.nextGaussian();
            }
        }
        return rows;
    }

    @Test
    void theFrechetDistanceOfASetFromItselfIsZero() {
        double[][] rows = gaussian("a", 50, 2, 3);
        assertThat(FrechetDistance.between(rows, rows)).isCloseTo(0, within(1e-9));
    }

    @Test
    void inOneDimensionTheFrechetDistanceIsThatOfMeansAndDeviations() {
        // means 2 and 5; unbiased variances 2 and 8, deviations differ by sqrt 2
        double[][] one = {{1}, {3}};
        double[][] other = {{3}, {7}};
        assertThat(FrechetDistance.between(one, other)).isCloseTo(9 + 2, within(1e-12));
    }

    @Test
    void correlatedFeaturesAgreeWithTheClosedFormInTwoDimensions() {
        // tr sqrt(M) = sqrt(tr M + 2 sqrt(det M)) for a 2 x 2 matrix M = S1 S2
        double[][] one = {{0, 0}, {1, 2}, {2, 1}, {4, 5}};
        double[][] other = {{1, 0}, {0, 3}, {5, 1}, {2, 2}};
        double[] first = covariance(one);
        double[] second = covariance(other);
        double trace = first[0] * second[0] + 2 * first[1] * second[1] + first[2] * second[2];
        double determinant = (first[0] * first[2] - first[1] * first[1]) * (second[0] * second[2] - second[1] * second[1]);
        double means = Math.pow(1.75 - 2, 2) + Math.pow(2 - 1.5, 2);
        double expected = means + first[0] + first[2] + second[0] + second[2]
                - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinant));
        assertThat(FrechetDistance.between(one, other)).isCloseTo(expected, within(1e-9));
    }

    /** Unbiased: of the first feature, of both, of the second. */
    private static double[] covariance(double[][] rows) {
        double[] means = new double[2];
        for (double[] row : rows) {
            means[0] += row[0] / rows.length;
            means[1] += row[1] / rows.length;
        }
        double[] covariance = new double[3];
        for (double[] row : rows) {
            double x = row[0] - means[0];
            double y = row[1] - means[1];
            covariance[0] += x * x / (rows.length - 1);
            covariance[1] += x * y / (rows.length - 1);
            covariance[2] += y * y / (rows.length - 1);
        }
        return covariance;
    }

    @Test
    void fewerImagesThanFeaturesStillGiveADistance() {
        assertThat(FrechetDistance.between(new double[][] {{1, 0, 0}, {0, 1, 0}}, new double[][] {{0, 0, 1}, {1, 1, 1}}))
                .isPositive().isFinite();
    }

    @Test
    void theKernelDiscrepancyIsThatCountedByHand() {
        // F = 1; kernel (x y + 1)^3: pairs within {0, 1}: 1 + 1; within {1, 2}: 27 + 27; across: 1, 1, 8, 27
        double[][] one = {{0}, {1}};
        double[][] other = {{1}, {2}};
        assertThat(KernelDistance.discrepancy(one, other))
                .isCloseTo((1 + 1) / 2.0 + (27 + 27) / 2.0 - 2 * (1 + 1 + 8 + 27) / 4.0, within(1e-12));
    }

    @Test
    void theKernelDistanceOfOneDistributionIsAboutZeroAndOfTwoIsNot() {
        KernelDistance same = KernelDistance.of(gaussian("a", 200, 0, 1), gaussian("b", 200, 0, 1), 20, 50, 1);
        KernelDistance other = KernelDistance.of(gaussian("a", 200, 0, 1), gaussian("c", 200, 1, 1), 20, 50, 1);
        assertThat(same.mean()).isCloseTo(0, within(0.1));
        assertThat(other.mean()).isGreaterThan(1);
        assertThat(same.deviation()).isPositive();
    }

    @Test
    void theSubsetsFollowFromTheSeed() {
        double[][] one = gaussian("a", 60, 0, 1);
        double[][] other = gaussian("b", 60, 0.5, 1);
        assertThat(KernelDistance.of(one, other, 5, 20, 7)).isEqualTo(KernelDistance.of(one, other, 5, 20, 7));
        assertThat(KernelDistance.of(one, other, 5, 20, 7)).isNotEqualTo(KernelDistance.of(one, other, 5, 20, 8));
    }
}
