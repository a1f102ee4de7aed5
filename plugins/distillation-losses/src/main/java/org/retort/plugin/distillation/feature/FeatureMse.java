package org.retort.plugin.distillation.feature;

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
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The sum over taps of mean (A(S) - T)^2 (FitNets, Romero et al. 2015, arXiv 1412.6550; GAN Compression, Li et al. 2020,
 * arXiv 2003.08936, where A is a 1x1 convolution).
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "feature-mse",
        title = "Feature MSE",
        summary = "Squared distance of the student's feature maps to the teacher's (FitNets, Romero et al."
                + " 2015; GAN Compression, Li et al. 2020).")
public final class FeatureMse implements DistillationLoss<FeatureMse.Parameters> {
    private static final String ID = "feature-mse";

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param adaptor what is done where shapes differ
     */
    public record Parameters(
            @Parameter(summary = GeneratorTaps.SUMMARY, value = GeneratorTaps.USUAL) List<String> taps,
            @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
            @Parameter(
                            summary = "How the student's feature maps are brought to the shape of the teacher's.",
                            value = "none")
                    Adaptor adaptor) {}

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
        return Scalars.sum(TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps()).stream()
                .map(pair -> Distance.L2.of(
                        parameters.adaptor().adapt(step, ID, pair.student(), pair.teacher()),
                        pair.teacher().value()))
                .toList());
    }
}
