package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retort.api.loss.TrainingStep;

/** Products of channels with one another, which keep texture and forget places (Gatys et al. 2016). */
public final class GramMatrix {
    private GramMatrix() {}

    /**
     * F F^T / (C H W) of each image.
     *
     * @param features F, {@code [N, C, H, W]}
     * @return {@code [N, C, C]}
     */
    public static SDVariable of(TrainingStep step, SDVariable features) {
        SameDiff graph = step.graph();
        long[] shape = step.shape(features);
        SDVariable rows = graph.reshape(features, shape[0], shape[1], shape[2] * shape[3]);
        return graph.mmul(rows, rows, false, true, false).mul(1.0 / (shape[1] * shape[2] * shape[3]));
    }
}
