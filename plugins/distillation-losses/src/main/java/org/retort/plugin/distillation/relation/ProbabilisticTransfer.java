package org.retort.plugin.distillation.relation;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.RowTaps;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;

/**
 * The average over taps of the mean over all N^2 pairs of images of q_ij log((q_ij + e) / (p_ij + e)), where p_ij and q_ij are
 * (1 + cosine of the angle between images i and j) / 2 divided by its sum over j, for student and teacher, and e = 1e-7
 * (Passalis and Tefas 2018, arXiv 1803.10837).
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "pkt",
        title = "Probabilistic transfer",
        summary = "Divergence of the student's distribution of similar images from the teacher's (PKT,"
                + " Passalis and Tefas 2018).")
public final class ProbabilisticTransfer implements DistillationLoss<RowTaps> {
    private static final double EPSILON = 1e-7;

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
        return 2;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, RowTaps taps) {
        return Scalars.mean(taps.pairs(step, "pkt"), (ofStudent, ofTeacher) -> {
            SDVariable student = similar(step, ofStudent);
            SDVariable teacher = similar(step, ofTeacher);
            SDVariable ratio = teacher.add(EPSILON).div(student.add(EPSILON));
            return teacher.mul(step.graph().math().log(ratio)).mean();
        });
    }

    private static SDVariable similar(TrainingStep step, SDVariable rows) {
        SDVariable directions = Rows.unit(step, rows);
        SDVariable similarities = Rows.products(directions, directions).add(1.0).mul(0.5);
        return similarities.div(similarities.sum(true, 1));
    }
}
