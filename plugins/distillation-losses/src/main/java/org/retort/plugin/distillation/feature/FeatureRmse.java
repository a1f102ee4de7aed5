package org.retort.plugin.distillation.feature;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.GramMatrix;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The sum over taps of sqrt(mean (A(S) - T)^2) + g sqrt(mean (Gram(A(S)) - Gram(T))^2), Gram(F) = F F^T / (C H W): what
 * GCC (Li et al. 2021, arXiv 2110.14439) calls content and texture, weighted 50 and 1e4, hence g = 200. Taps are those
 * of the generators and, without an adaptor, those of the teacher's discriminator on the images of both.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "feature-rmse",
        title = "Feature RMSE and Gram",
        summary = "Root mean squared distance of feature maps and of their Gram matrices (GCC, Li et al."
                + " 2021).")
public final class FeatureRmse implements DistillationLoss<FeatureRmse.Parameters> {
    private static final String ID = "feature-rmse";
    private static final double EPSILON = 1e-12;

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param adaptor what is done where shapes differ
     * @param discriminatorTaps taps of the teacher's discriminator
     * @param gramWeight g
     */
    public record Parameters(
            @Parameter(summary = GeneratorTaps.SUMMARY, value = GeneratorTaps.USUAL) List<String> taps,
            @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
            @Parameter(
                            summary = "How the student's feature maps are brought to the shape of the teacher's.",
                            value = "none")
                    Adaptor adaptor,
            @Parameter(
                            summary = "Taps of the teacher's discriminator on both images; empty for none.",
                            value = "conv0,conv1")
                    List<String> discriminatorTaps,
            @Parameter(
                            summary = "Weight of the Gram matrices beside the features.",
                            value = "200",
                            min = 0)
                    double gramWeight) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        List<SDVariable> distances = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps())) {
            SDVariable adapted = parameters.adaptor().adapt(step, ID, pair.student(), pair.teacher());
            distances.add(distance(step, adapted, pair.teacher().value(), parameters));
        }
        for (TapPair pair : TapPair.ofTranslations(step, ID, parameters.discriminatorTaps())) {
            distances.add(distance(step, pair.student().value(), pair.teacher().value(), parameters));
        }
        return Scalars.sum(distances);
    }

    private static SDVariable distance(
            TrainingStep step, SDVariable student, SDVariable teacher, Parameters parameters) {
        SDVariable features = root(Distance.L2.of(student, teacher));
        if (parameters.gramWeight() == 0) {
            return features;
        }
        SDVariable grams = root(Distance.L2.of(GramMatrix.of(step, student), GramMatrix.of(step, teacher)));
        return features.add(grams.mul(parameters.gramWeight()));
    }

    private static SDVariable root(SDVariable square) {
        return square.getSameDiff().math().sqrt(square.add(EPSILON));
    }
}
