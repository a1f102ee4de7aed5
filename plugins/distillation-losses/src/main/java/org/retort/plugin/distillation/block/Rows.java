package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retort.api.loss.TrainingStep;

/** Feature maps as rows of numbers, and rows of length 1. */
public final class Rows {
    private static final double EPSILON = 1e-12;

    private Rows() {}

    /** A row for each image: {@code [N, C, H, W]} to {@code [N, C H W]}. */
    public static SDVariable ofImages(TrainingStep step, SDVariable features) {
        return step.graph().reshape(features, step.shape(features)[0], -1);
    }

    /**
     * A row for each image: all its features, or their averages over height and width.
     *
     * @return {@code [N, C H W]} or, where pooled, {@code [N, C]}
     */
    public static SDVariable embedding(TrainingStep step, SDVariable features, boolean pooled) {
        return pooled && step.shape(features).length == 4 ? features.mean(2, 3) : ofImages(step, features);
    }

    /** A row for each channel of each image: {@code [N, C, H, W]} to {@code [N, C, H W]}. */
    public static SDVariable ofChannels(TrainingStep step, SDVariable features) {
        long[] shape = step.shape(features);
        return step.graph().reshape(features, shape[0], shape[1], shape[2] * shape[3]);
    }

    /** A row for each position of each image: {@code [N, C, H, W]} to {@code [N, H W, C]}. */
    public static SDVariable ofPositions(TrainingStep step, SDVariable features) {
        return step.graph().permute(ofChannels(step, features), 0, 2, 1);
    }

    /** Rows along the last axis scaled to Euclidean length 1; rows of zeros stay. */
    public static SDVariable unit(TrainingStep step, SDVariable rows) {
        SDVariable squares = rows.mul(rows).sum(true, step.shape(rows).length - 1);
        return rows.div(step.graph().math().sqrt(squares.add(EPSILON)));
    }

    /** Products of all rows with all rows: {@code [..., R, D]} and {@code [..., Q, D]} to {@code [..., R, Q]}. */
    public static SDVariable products(SDVariable first, SDVariable second) {
        SameDiff graph = first.getSameDiff();
        return graph.mmul(first, second, false, true, false);
    }
}
