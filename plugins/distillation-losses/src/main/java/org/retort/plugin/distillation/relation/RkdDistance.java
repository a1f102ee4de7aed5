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
 * The average over taps of the mean over all N^2 pairs of images of the smooth L1 distance (threshold 1) between
 * |x_i - x_j| / m_S and |y_i - y_j| / m_T, m being the mean distance of different images (Park et al. 2019, arXiv 1904.05068,
 * equation 5; its weight there is 25). Two images always have the relative distance 1, so three are needed.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "rkd-distance",
        title = "Relational distance",
        summary = "Distances between images, relative to their mean, as the teacher's (RKD, Park et al."
                + " 2019).")
public final class RkdDistance implements DistillationLoss<RowTaps> {
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
                taps.pairs(step, "rkd-distance"),
                (student, teacher) -> Distance.smoothL1(
                        ImagePairs.relativeDistances(step, student), ImagePairs.relativeDistances(step, teacher), 1));
    }
}
