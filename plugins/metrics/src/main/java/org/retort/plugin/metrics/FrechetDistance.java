package org.retort.plugin.metrics;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * The Fréchet distance of two sets of features as if they were Gaussian (Dowson and Landau 1982; Heusel et al. 2017,
 * equation 6): {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2))} with means m and unbiased covariances S. The trace of
 * the root is that of {@code (S1^(1/2) S2 S1^(1/2))^(1/2)}, whose matrices are symmetric.
 */
final class FrechetDistance {
    private FrechetDistance() {}

    /** Rows are images, columns features; two rows at least of each. */
    static double between(double[][] one, double[][] other) {
        double distance = 0;
        for (int feature = 0; feature < one[0].length; feature++) {
            double difference = mean(one, feature) - mean(other, feature);
            distance += difference * difference;
        }
        RealMatrix first = new Covariance(one).getCovarianceMatrix();
        RealMatrix second = new Covariance(other).getCovarianceMatrix();
        RealMatrix root = root(first);
        RealMatrix product = root.multiply(second).multiply(root);
        double mixed = 0;
        for (double value : new EigenDecomposition(symmetric(product)).getRealEigenvalues()) {
            mixed += Math.sqrt(Math.max(value, 0));
        }
        return distance + first.getTrace() + second.getTrace() - 2 * mixed;
    }

    private static double mean(double[][] rows, int column) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[column];
        }
        return sum / rows.length;
    }

    private static RealMatrix root(RealMatrix matrix) {
        EigenDecomposition parts = new EigenDecomposition(symmetric(matrix));
        double[] roots = parts.getRealEigenvalues();
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(Math.max(roots[i], 0));
        }
        return parts.getV().multiply(MatrixUtils.createRealDiagonalMatrix(roots)).multiply(parts.getVT());
    }

    /** Without the rounding that would make the decomposition take it for another kind. */
    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }
}
