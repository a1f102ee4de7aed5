package org.retort.plugin.distillation.feature;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.Tap;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Attention;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of mean (a(S) - (a(G_T^l) + a(D_T^l)) / 2)^2 with the attention maps a of {@link
 * AttentionTransfer}, where D_T sees the teacher's image, plus f times the average over discriminator taps of
 * mean (D_T^l(G_S(x, c)) - D_T^l(G_T(x, c)))^2 (DMAD, Li et al. 2022; weights 10 to 100 and 1e-4, hence
 * f = 1e-5).
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "co-attention",
        title = "Co-attention",
        summary = "Distance of the student's attention maps to those of the teacher's two networks together"
                + " (DMAD, Li et al. 2022).")
public final class CoAttention implements DistillationLoss<CoAttention.Parameters> {
    private static final String ID = "co-attention";

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param discriminatorTaps taps of the teacher's discriminator
     * @param resize whether larger feature maps are pooled to the smallest
     * @param featureWeight f
     */
    public record Parameters(
            @Parameter(summary = GeneratorTaps.SUMMARY, value = "encoder1,encoder2") List<String> taps,
            @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
            @Parameter(
                            summary = "Taps of the teacher's discriminator, one for each of taps.",
                            value = "conv0,conv1")
                    List<String> discriminatorTaps,
            @Parameter(summary = PositionTaps.RESIZE_SUMMARY, value = "false") boolean resize,
            @Parameter(
                            summary = "Weight of the discriminator's features.",
                            value = "1e-5",
                            min = 0)
                    double featureWeight) {}

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
        List<TapPair> generators = new PositionTaps(
                        parameters.taps(), parameters.teacherTaps(), parameters.resize())
                .pairs(step, ID);
        List<TapPair> discriminators = TapPair.ofTranslations(step, ID, parameters.discriminatorTaps());
        if (generators.size() != discriminators.size()) {
            throw new InputException("loss co-attention pairs each of taps with one of discriminator-taps, but there are "
                    + generators.size() + " and " + discriminators.size() + "; give as many of both");
        }
        List<SDVariable> distances = new ArrayList<>();
        List<SDVariable> features = new ArrayList<>();
        for (int i = 0; i < generators.size(); i++) {
            TapPair pair = discriminators.get(i);
            distances.add(distance(step, generators.get(i), pair.teacher(), parameters.resize()));
            features.add(pair.compare(Distance.L2::of));
        }
        return Scalars.mean(distances).add(Scalars.mean(features).mul(parameters.featureWeight()));
    }

    private static SDVariable distance(TrainingStep step, TapPair pair, Tap ofDiscriminator, boolean resize) {
        List<SDVariable> sized = Adaptor.sameSize(step, ID, pair.student(), ofDiscriminator, resize);
        TapPair smaller = pair.with(sized.get(0), pair.teacher().value());
        SDVariable teacher = Adaptor.sameSize(step, ID, smaller.student(), smaller.teacher(), resize).get(1);
        SDVariable both = Attention.of(step, teacher).add(Attention.of(step, sized.get(1))).mul(0.5);
        return Distance.L2.of(Attention.of(step, sized.get(0)), both);
    }
}
