package org.retort.plugin.metrics;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Fréchet distance of two sets of features as if they were Gaussian (Dowson and Landau 1982; Heusel et al. 2017,
 * equation 6): {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2))} with means m and unbiased covariances S.
 *
 * <p>The trace of the root is the sum of the roots of the eigenvalues of {@code S1 S2}. With {@code S = F^T F} these roots
 * are the singular values of {@code F1 F2^T}, beside zeros. Where there are no more images than features, F holds the
 * centred features over the root of their number less one; where there are more, the triangle R of the QR decomposition
 * of that.
 */
final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * Rows are images, columns features; two rows at least of each.
     *
     * @return NaN where a feature is not finite
     */
    static double between(double[][] one, double[][] other) {
        double[] first = means(one);
        double[] second = means(other);
        double distance = 0;
        for (int feature = 0; feature < first.length; feature++) {
            double difference = first[feature] - second[feature];
            distance += difference * difference;
        }
        if (!Double.isFinite(distance)) {
            return Double.NaN;
        }
        try (INDArray left = factor(one, first);
                INDArray right = factor(other, second)) {
            return distance + trace(left) + trace(right) - 2 * traceOfRoot(left, right);
        }
    }

    private static double[] means(double[][] rows) {
        double[] means = new double[rows[0].length];
        for (double[] row : rows) {
            for (int column = 0; column < means.length; column++) {
                means[column] += row[column];
            }
        }
        for (int column = 0; column < means.length; column++) {
            means[column] /= rows.length;
        }
        return means;
    }

    /** A matrix F whose {@code F^T F} is the covariance, with no more rows than columns. */
    private static INDArray factor(double[][] rows, double[] means) {
        INDArray centred = Nd4j.create(DataType.DOUBLE, new long[] {rows.length, means.length}, 'f');
        double[] column = new double[rows.length];
        for (int feature = 0; feature < means.length; feature++) {
            for (int image = 0; image < rows.length; image++) {
                column[image] = (rows[image][feature] - means[feature]) / Math.sqrt(rows.length - 1.0);
            }
            try (INDArray values = Nd4j.createFromArray(column)) {
                centred.putColumn(feature, values);
            }
        }
        if (rows.length <= means.length) {
            return centred;
        }
        try (centred) {
            INDArray triangle = Nd4j.create(DataType.DOUBLE, new long[] {means.length, means.length}, 'f');
            Nd4j.getBlasWrapper().lapack().geqrf(centred, triangle);
            return triangle;
        }
    }

    /** Of the covariance: the sum of all squares of its factor. */
    private static double trace(INDArray factor) {
        double norm = factor.norm2Number().doubleValue();
        return norm * norm;
    }

    private static double traceOfRoot(INDArray left, INDArray right) {
        try (INDArray product = Nd4j.gemm(left, right, false, true);
                INDArray values = Nd4j.create(DataType.DOUBLE, Math.min(left.rows(), right.rows()))) {
            Nd4j.getBlasWrapper().lapack().gesvd(product, values, null, null);
            return values.sumNumber().doubleValue();
        }
    }
}
