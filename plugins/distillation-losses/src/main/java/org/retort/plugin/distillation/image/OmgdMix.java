package org.retort.plugin.distillation.image;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.StructuralSimilarity;
import org.retort.plugin.distillation.block.TapPair;
import org.retort.plugin.distillation.block.TotalVariation;

/**
 * a (1 - SSIM) + b style + e feature + t TV, the mixture by which OMGD (Ren et al. 2021, arXiv 2108.06908) trains a
 * student on its teacher's images without any adversarial loss: {@link Ssim}, {@link Style} by L1, the mean squared
 * distance of features at one tap, and {@link Smoothness}. OMGD's features are a VGG's; here they are those of the
 * teacher's discriminator. OMGD's channel distillation is a loss of its own, {@code channel}.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "omgd-mix",
        title = "OMGD mix",
        summary = "Structural similarity, style, features and total variation together, as OMGD (Ren et al."
                + " 2021) trains students without an adversary.")
public final class OmgdMix implements DistillationLoss<OmgdMix.Parameters> {
    private static final String ID = "omgd-mix";

    /**
     * Where to compare, and the weights of the parts.
     *
     * @param taps taps of the teacher's discriminator for style
     * @param featureTap tap of the teacher's discriminator for features
     * @param ssimWeight a
     * @param styleWeight b
     * @param featureWeight e
     * @param variationWeight t
     */
    public record Parameters(
            @Parameter(
                            summary = "Taps of the teacher's discriminator.",
                            value = "conv0,conv1,conv2")
                    List<String> taps,
            @Parameter(
                            summary = "Tap of the teacher's discriminator for the feature part.",
                            value = "conv1")
                    String featureTap,
            @Parameter(summary = "Weight of 1 - SSIM.", value = "10", min = 0) double ssimWeight,
            @Parameter(summary = "Weight of style.", value = "1e4", min = 0) double styleWeight,
            @Parameter(summary = "Weight of features.", value = "10", min = 0) double featureWeight,
            @Parameter(summary = "Weight of total variation.", value = "1e-5", min = 0) double variationWeight) {}

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
        SDVariable student = step.translated(Role.OWN).image();
        SDVariable teacher = step.translated(Role.TEACHER).image();
        SDVariable similarity = StructuralSimilarity.of(step, ID, student, teacher).rsub(1.0);
        SDVariable style = Style.of(step, ID, parameters.taps(), Distance.L1);
        TapPair feature = TapPair.ofTranslations(step, ID, List.of(parameters.featureTap())).get(0);
        SDVariable features = Distance.L2.of(feature.student().value(), feature.teacher().value());
        return Scalars.sum(List.of(
                similarity.mul(parameters.ssimWeight()),
                style.mul(parameters.styleWeight()),
                features.mul(parameters.featureWeight()),
                TotalVariation.of(step, student).mul(parameters.variationWeight())));
    }
}
