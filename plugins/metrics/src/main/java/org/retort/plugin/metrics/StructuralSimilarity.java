package org.retort.plugin.metrics;

import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/**
 * Structural similarity (Wang, Bovik, Sheikh and Simoncelli 2004, equation 13) of images with values in [-1, 1]: an
 * 11 x 11 Gaussian window of standard deviation 1.5, K1 = 0.01, K2 = 0.03, data range 2, averaged over all windows that
 * lie within the image and over the channels. It is 1 for equal images and at most 1.
 */
final class StructuralSimilarity {
    static final int WINDOW = 11;
    private static final double DEVIATION = 1.5;
    private static final double RANGE = 2;
    private static final double C1 = (0.01 * RANGE) * (0.01 * RANGE);
    private static final double C2 = (0.03 * RANGE) * (0.03 * RANGE);
    private static final double[] WEIGHTS = weights();

    private StructuralSimilarity() {}

    /**
     * The similarity of one image of a batch to its counterpart.
     *
     * @param first {@code [N, C, H, W]}
     * @param second of the same shape
     * @param index which image of the batch
     * @throws InputException where the images are smaller than the window
     */
    static double of(Tensor first, Tensor second, int index) {
        int channels = first.size(1);
        int height = first.size(2);
        int width = first.size(3);
        if (Math.min(height, width) < WINDOW) {
            throw new InputException("structural similarity needs images of at least " + WINDOW + " px, not " + height
                    + " x " + width + " px");
        }
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            int offset = (index * channels + channel) * height * width;
            sum += ofPlane(first.data(), second.data(), offset, height, width);
        }
        return sum / channels;
    }

    private static double ofPlane(float[] first, float[] second, int offset, int height, int width) {
        int size = height * width;
        double[] x = new double[size];
        double[] y = new double[size];
        double[] xx = new double[size];
        double[] yy = new double[size];
        double[] xy = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = first[offset + i];
            y[i] = second[offset + i];
            xx[i] = x[i] * x[i];
            yy[i] = y[i] * y[i];
            xy[i] = x[i] * y[i];
        }
        double[] meanX = filtered(x, height, width);
        double[] meanY = filtered(y, height, width);
        double[] meanXx = filtered(xx, height, width);
        double[] meanYy = filtered(yy, height, width);
        double[] meanXy = filtered(xy, height, width);
        double sum = 0;
        for (int i = 0; i < meanX.length; i++) {
            double product = meanX[i] * meanY[i];
            double squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
            double covariance = meanXy[i] - product;
            double variances = meanXx[i] + meanYy[i] - squares;
            sum += (2 * product + C1) * (2 * covariance + C2) / ((squares + C1) * (variances + C2));
        }
        return sum / meanX.length;
    }

    /** The Gaussian-weighted mean of each window within the plane: first along rows, then along columns. */
    private static double[] filtered(double[] plane, int height, int width) {
        int columns = width - WINDOW + 1;
        int rows = height - WINDOW + 1;
        double[] alongRows = new double[height * columns];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = 0; i < WINDOW; i++) {
                    sum += WEIGHTS[i] * plane[row * width + column + i];
                }
                alongRows[row * columns + column] = sum;
            }
        }
        double[] result = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = 0; i < WINDOW; i++) {
                    sum += WEIGHTS[i] * alongRows[(row + i) * columns + column];
                }
                result[row * columns + column] = sum;
            }
        }
        return result;
    }

    private static double[] weights() {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            weights[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
