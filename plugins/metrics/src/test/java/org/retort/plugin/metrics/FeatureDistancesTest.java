package org.retort.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Six points on three axes: mean 0, variances 2 a^2 / 5, 2 b^2 / 5, 2 c^2 / 5, no covariance. */
    private static double[][] axes(double a, double b, double c) {
        return new double[][] {{a, 0, 0}, {-a, 0, 0}, {0, b, 0}, {0, -b, 0}, {0, 0, c}, {0, 0, -c}};
    }

    @Test
    void ofUncorrelatedFeaturesTheFrechetDistanceIsThatOfTheirDeviations() {
        // (s1 - s2)^2 of each feature, with s = a sqrt(2 / 5)
        assertThat(FrechetDistance.between(axes(1, 2, 3), axes(4, 2, 1)))
                .isCloseTo(2 / 5.0 * (9 + 0 + 4), within(1e-9));
    }

    private static double[][] formula(int count, int i2, int j2, int ij, int plus, int modulus, double divisor) {
        double[][] rows = new double[count][6];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < 6; j++) {
                rows[i][j] = (i * i * i2 + j * j * j2 + i * j * ij + plus) % modulus / divisor;
            }
        }
        return rows;
    }

    /** The distances were computed by NumPy's covariances and SciPy's root of their product, scipy.linalg.sqrtm. */
    @Test
    void theFrechetDistanceAgreesWithSciPy() {
        double[][] one = formula(20, 31, 17, 7, 0, 23, 10);
        double[][] other = formula(30, 13, 29, 11, 5, 19, 8);
        assertThat(FrechetDistance.between(one, other)).isCloseTo(0.7139900064343, within(1e-9));
        assertThat(FrechetDistance.between(Arrays.copyOf(one, 5), Arrays.copyOf(other, 4)))
                .as("fewer images than features")
                .isCloseTo(5.97068060, within(1e-7));
    }

    /** Each feature is correlated with those before it. */
    private static double[][] correlated(String name, int count, int features, double correlation) {
        RandomStream random = RandomStream.of(1, name);
        double[][] rows = new double[count][features];
        for (double[] row : rows) {
            for (int i = 0; i < features; i++) {
                row[i] = random.nextGaussian() + (i == 0 ? 0 : correlation * row[i - 1]);
            }
        }
        return rows;
    }

    private static RealMatrix root(RealMatrix matrix) {
        EigenDecomposition parts = new EigenDecomposition(matrix);
        double[] roots = Arrays.stream(parts.getRealEigenvalues()).map(value -> Math.sqrt(Math.max(value, 0))).toArray();
        return parts.getV().multiply(MatrixUtils.createRealDiagonalMatrix(roots)).multiply(parts.getVT());
    }

    private static double byEigenvectors(double[][] one, double[][] other) {
        RealMatrix first = new Covariance(one).getCovarianceMatrix();
        RealMatrix second = new Covariance(other).getCovarianceMatrix();
        RealMatrix product = root(first).multiply(second).multiply(root(first));
        double means = 0;
        for (int feature = 0; feature < one[0].length; feature++) {
            double difference = StatUtils.mean(MatrixUtils.createRealMatrix(one).getColumn(feature))
                    - StatUtils.mean(MatrixUtils.createRealMatrix(other).getColumn(feature));
            means += difference * difference;
        }
        return means + first.getTrace() + second.getTrace()
                - 2 * root(product.add(product.transpose()).scalarMultiply(0.5)).getTrace();
    }

    @ParameterizedTest
    @CsvSource({
        "300, 250, 200, 1e-9",
        // Of eigenvalues that are zero the eigenvectors' way takes roots of rounding errors.
        "150, 300, 200, 1e-4",
        "120, 150, 200, 1e-4"
    })
    void correlatedFeaturesAgreeWithTheWayByEigenvectorsOfTheCovariances(
            int real, int generated, int features, double precision) {
        double[][] one = correlated("one", real, features, 0.9);
        double[][] other = correlated("other", generated, features, -0.5);

        double expected = byEigenvectors(one, other);

        assertThat(expected).isGreaterThan(100);
        assertThat(FrechetDistance.between(one, other)).isCloseTo(expected, within(precision * expected));
    }

    /** Two images on each axis, at the lengths given, and all turned by Hadamard's matrix, which leaves distances alone. */
    private static double[][] turnedAxes(int features, int lengths) {
        double[][] rows = new double[2 * features][features];
        for (int axis = 0; axis < features; axis++) {
            double length = (1 + axis % lengths) / Math.sqrt(features);
            for (int feature = 0; feature < features; feature++) {
                rows[2 * axis][feature] = Integer.bitCount(axis & feature) % 2 == 0 ? length : -length;
                rows[2 * axis + 1][feature] = -rows[2 * axis][feature];
            }
        }
        return rows;
    }

    @Test
    void theFrechetDistanceOfTurnedUncorrelatedFeaturesIsThatOfTheirDeviations() {
        int features = Integer.getInteger("retort.features", 256);
        double expected = 0;
        for (int axis = 0; axis < features; axis++) {
            expected += 2 / (2 * features - 1.0) * Math.pow(axis % 7 - axis % 5, 2);
        }

        assertThat(FrechetDistance.between(turnedAxes(features, 7), turnedAxes(features, 5)))
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void ofAFeatureThatIsNoNumberThereIsNoDistance() {
        assertThat(FrechetDistance.between(new double[][] {{1, 2}, {3, Double.NaN}}, new double[][] {{1, 2}, {3, 4}}))
                .isNaN();
    }

    @Test
    void featuresThatNeverVaryChangeNothing() {
        double[][] one = formula(20, 31, 17, 7, 0, 23, 10);
        double[][] other = formula(30, 13, 29, 11, 5, 19, 8);
        double[][] wideOne = Arrays.stream(one).map(row -> Arrays.copyOf(row, 40)).toArray(double[][]::new);
        double[][] wideOther = Arrays.stream(other).map(row -> Arrays.copyOf(row, 40)).toArray(double[][]::new);
        assertThat(FrechetDistance.between(wideOne, wideOther))
                .isCloseTo(FrechetDistance.between(one, other), within(1e-6));
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
