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
            @Parameter(summary = "Taps of the student's generator.", value = "encoder1,encoder2") List<String> taps,
            @Parameter(
                            summary = "Taps of the teacher's generator, one for each of taps; empty for the same names.",
                            value = "")
                    List<String> teacherTaps,
            @Parameter(
                            summary = "Taps of the teacher's discriminator, one for each of taps.",
                            value = "conv0,conv1")
                    List<String> discriminatorTaps,
            @Parameter(
                            summary = "Whether the larger of two feature maps is pooled to the smaller; otherwise sizes"
                                    + " must be equal.",
                            value = "false")
                    boolean resize,
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
        List<TapPair> generators = TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps());
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
            features.add(Distance.L2.of(pair.student().value(), pair.teacher().value()));
        }
        return Scalars.mean(distances).add(Scalars.mean(features).mul(parameters.featureWeight()));
    }

    private static SDVariable distance(TrainingStep step, TapPair pair, Tap ofDiscriminator, boolean resize) {
        List<SDVariable> sized = Adaptor.sameSize(step, ID, pair.student(), pair.teacher(), resize);
        Tap ofStudent = new Tap(pair.student().network(), pair.student().name(), sized.get(0));
        List<SDVariable> again = Adaptor.sameSize(step, ID, ofStudent, ofDiscriminator, resize);
        Tap reference = new Tap(ofStudent.network(), ofStudent.name(), again.get(0));
        Tap ofGenerator = new Tap(pair.teacher().network(), pair.teacher().name(), sized.get(1));
        SDVariable teacher = Adaptor.sameSize(step, ID, reference, ofGenerator, resize).get(1);
        SDVariable both = Attention.of(step, teacher).add(Attention.of(step, again.get(1))).mul(0.5);
        return Distance.L2.of(Attention.of(step, again.get(0)), both);
    }
}
