package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.TrainingStep;

/** Where a network looks: its activations' energy over positions (Zagoruyko and Komodakis 2017, arXiv 1612.03928). */
public final class Attention {
    private Attention() {}

    /** The mean over channels of F^2 as a row of length 1 for each image: {@code [N, C, H, W]} to {@code [N, H W]}. */
    public static SDVariable of(TrainingStep step, SDVariable features) {
        SDVariable energy = features.mul(features).mean(1);
        return Rows.unit(step, Rows.ofImages(step, energy));
    }
}
