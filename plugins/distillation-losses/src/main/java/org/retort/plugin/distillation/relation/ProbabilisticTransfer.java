package org.retort.plugin.distillation.relation;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

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
public final class ProbabilisticTransfer implements DistillationLoss<ProbabilisticTransfer.Parameters> {
    private static final double EPSILON = 1e-7;

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param pooled whether a row is the mean over positions or all features
     */
    public record Parameters(
            @Parameter(summary = "Taps of the student's generator.", value = "encoder2,decoder0") List<String> taps,
            @Parameter(
                            summary = "Taps of the teacher's generator, one for each of taps; empty for the same names.",
                            value = "")
                    List<String> teacherTaps,
            @Parameter(
                            summary = "Whether feature maps are averaged over height and width first.",
                            value = "true")
                    boolean pooled) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public int minimumBatch(Parameters parameters) {
        return 2;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        List<SDVariable> divergences = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, "pkt", parameters.taps(), parameters.teacherTaps())) {
            SDVariable student = similar(step, pair.student().value(), parameters.pooled());
            SDVariable teacher = similar(step, pair.teacher().value(), parameters.pooled());
            SDVariable ratio = teacher.add(EPSILON).div(student.add(EPSILON));
            divergences.add(teacher.mul(step.graph().math().log(ratio)).mean());
        }
        return Scalars.mean(divergences);
    }

    private static SDVariable similar(TrainingStep step, SDVariable features, boolean pooled) {
        SDVariable rows = Rows.unit(step, Rows.embedding(step, features, pooled));
        SDVariable similarities = Rows.products(rows, rows).add(1.0).mul(0.5);
        return similarities.div(similarities.sum(true, 1));
    }
}
