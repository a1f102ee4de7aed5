package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.TrainingStep;

/** How much neighbouring pixels differ (Rudin, Osher and Fatemi 1992, in its anisotropic form). */
public final class TotalVariation {
    private static final FixedFilters ALONG_ROWS = new FixedFilters(new double[][][] {{{-1, 1}}}, 1);
    private static final FixedFilters ALONG_COLUMNS = new FixedFilters(new double[][][] {{{-1}, {1}}}, 1);

    private TotalVariation() {}

    /** The sum of absolute differences of neighbours over pixels and channels, averaged over the batch. */
    public static SDVariable of(TrainingStep step, SDVariable image) {
        SDVariable along = step.graph().math().abs(ALONG_ROWS.apply(step, image)).sum();
        SDVariable down = step.graph().math().abs(ALONG_COLUMNS.apply(step, image)).sum();
        return along.add(down).mul(1.0 / step.shape(image)[0]);
    }
}
