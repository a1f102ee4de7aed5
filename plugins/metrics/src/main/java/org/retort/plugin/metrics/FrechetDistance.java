package org.retort.plugin.metrics;

import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The Fréchet distance of two sets of features as if they were Gaussian (Dowson and Landau 1982; Heusel et al. 2017,
 * equation 6): {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2))} with means m and unbiased covariances S.
 *
 * <p>The trace of the root is the sum of the roots of the eigenvalues of {@code S1 S2}. With {@code S = X^T X}, where X
 * holds centred features over the root of their number less one, a symmetric matrix has the same ones beside zeros:
 * {@code (X1 X2^T) (X1 X2^T)^T} where there are few images, {@code S1^(1/2) S2 S1^(1/2)} where there are few features.
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
        RealMatrix first = centred(one);
        RealMatrix second = centred(other);
        return distance + squares(first) + squares(second) - 2 * traceOfRoot(first, second);
    }

    private static double mean(double[][] rows, int column) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[column];
        }
        return sum / rows.length;
    }

    private static RealMatrix centred(double[][] rows) {
        double[][] centred = new double[rows.length][rows[0].length];
        for (int column = 0; column < rows[0].length; column++) {
            double mean = mean(rows, column);
            for (int row = 0; row < rows.length; row++) {
                centred[row][column] = (rows[row][column] - mean) / Math.sqrt(rows.length - 1.0);
            }
        }
        return new BlockRealMatrix(centred);
    }

    /** The sum of all squares, which is the trace of the covariance. */
    private static double squares(RealMatrix centred) {
        double norm = centred.getFrobeniusNorm();
        return norm * norm;
    }

    private static double traceOfRoot(RealMatrix first, RealMatrix second) {
        double trace = 0;
        for (double value : new EigenDecomposition(symmetric(product(first, second))).getRealEigenvalues()) {
            trace += Math.sqrt(Math.max(value, 0));
        }
        return trace;
    }

    private static RealMatrix product(RealMatrix first, RealMatrix second) {
        if (Math.min(first.getRowDimension(), second.getRowDimension()) <= first.getColumnDimension()) {
            RealMatrix across = first.multiply(second.transpose());
            return across.getRowDimension() <= across.getColumnDimension()
                    ? across.multiply(across.transpose())
                    : across.transpose().multiply(across);
        }
        RealMatrix root = root(first.transpose().multiply(first));
        return root.multiply(second.transpose().multiply(second)).multiply(root);
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
