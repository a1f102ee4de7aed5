package org.retort.plugin.distillation.block;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.InputException;

/**
 * Structural similarity (Wang, Bovik, Sheikh and Simoncelli 2004, equation 13) of images with values in [-1, 1]: an
 * 11 x 11 Gaussian window of standard deviation 1.5, K1 = 0.01, K2 = 0.03, data range 2, averaged over all windows that
 * lie within the image, over channels and over the batch. 1 for equal images and at most 1.
 */
public final class StructuralSimilarity {
    private static final int WINDOW = 11;
    private static final double DEVIATION = 1.5;
    private static final double RANGE = 2;
    private static final double C1 = Math.pow(0.01 * RANGE, 2);
    private static final double C2 = Math.pow(0.03 * RANGE, 2);

    private StructuralSimilarity() {}

    /**
     * The similarity as a scalar.
     *
     * @param loss id of the loss, for messages
     * @throws InputException where the images are smaller than the window
     */
    public static SDVariable of(TrainingStep step, String loss, SDVariable first, SDVariable second) {
        long[] shape = step.shape(first);
        if (Math.min(shape[2], shape[3]) < WINDOW) {
            throw new InputException("loss " + loss + " compares windows of " + WINDOW + " px, so it needs images of at"
                    + " least that, not " + shape[2] + " x " + shape[3] + " px");
        }
        SDVariable meanX = blurred(step, first);
        SDVariable meanY = blurred(step, second);
        SDVariable product = meanX.mul(meanY);
        SDVariable squares = meanX.mul(meanX).add(meanY.mul(meanY));
        SDVariable covariance = blurred(step, first.mul(second)).sub(product);
        SDVariable variances = blurred(step, first.mul(first).add(second.mul(second))).sub(squares);
        SDVariable above = product.mul(2.0).add(C1).mul(covariance.mul(2.0).add(C2));
        SDVariable below = squares.add(C1).mul(variances.add(C2));
        return above.div(below).mean();
    }

    private static SDVariable blurred(TrainingStep step, SDVariable image) {
        double[] weights = gaussian();
        FixedFilters columns = new FixedFilters(new double[][][] {column(weights)}, 1);
        FixedFilters rows = new FixedFilters(new double[][][] {{weights}}, 1);
        return rows.apply(step, columns.apply(step, image));
    }

    private static double[] gaussian() {
        double[] weights = IntStream.range(0, WINDOW)
                .mapToDouble(i -> Math.exp(-Math.pow(i - WINDOW / 2, 2) / (2 * DEVIATION * DEVIATION)))
                .toArray();
        double sum = DoubleStream.of(weights).sum();
        return DoubleStream.of(weights).map(weight -> weight / sum).toArray();
    }

    private static double[][] column(double[] weights) {
        return DoubleStream.of(weights).mapToObj(weight -> new double[] {weight}).toArray(double[][]::new);
    }
}
