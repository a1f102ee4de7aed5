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
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

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
public final class RkdAngle implements DistillationLoss<RkdAngle.Parameters> {
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
        return 3;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        List<SDVariable> distances = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, "rkd-angle", parameters.taps(), parameters.teacherTaps())) {
            SDVariable student = Rows.embedding(step, pair.student().value(), parameters.pooled());
            SDVariable teacher = Rows.embedding(step, pair.teacher().value(), parameters.pooled());
            distances.add(
                    Distance.smoothL1(ImagePairs.cosines(step, student), ImagePairs.cosines(step, teacher), 1));
        }
        return Scalars.mean(distances);
    }
}
