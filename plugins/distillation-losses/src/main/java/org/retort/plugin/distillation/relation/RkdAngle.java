package org.retort.plugin.distillation.relation;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.RowTaps;
import org.retort.plugin.distillation.block.Scalars;

/**
 * The average over taps of the mean over all N^3 triplets of images of the smooth L1 distance (threshold 1) between the
 * cosines of the angles at x_i between x_j and x_k and those of the teacher (Park et al. 2019, arXiv 1904.05068, equation
 * 7; its weight there is 50). An angle takes three images.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "rkd-angle",
        title = "Relational angle",
        summary = "Angles between images as the teacher's (RKD, Park et al. 2019).")
public final class RkdAngle implements DistillationLoss<RowTaps> {
    @Override
    public Class<RowTaps> parameters() {
        return RowTaps.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public int minimumBatch(RowTaps taps) {
        return 3;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, RowTaps taps) {
        return Scalars.mean(
                taps.pairs(step, "rkd-angle"),
                (student, teacher) -> Distance.smoothL1(
                        ImagePairs.cosines(step, student), ImagePairs.cosines(step, teacher), 1));
    }
}
