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
import org.retort.plugin.distillation.block.Attention;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of mean (a(S) - a(T))^2, where a(F) is the mean over channels of F^2, a row of length 1 for each
 * image (Zagoruyko and Komodakis 2017, arXiv 1612.03928). Channels need not agree.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "attention",
        title = "Attention transfer",
        summary = "Squared distance of the student's attention maps to the teacher's (Zagoruyko and"
                + " Komodakis 2017).")
public final class AttentionTransfer implements DistillationLoss<AttentionTransfer.Parameters> {
    private static final String ID = "attention";

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param resize whether the larger feature map is pooled
     */
    public record Parameters(
            @Parameter(summary = "Taps of the student's generator.", value = "encoder2,decoder0") List<String> taps,
            @Parameter(
                            summary = "Taps of the teacher's generator, one for each of taps; empty for the same names.",
                            value = "")
                    List<String> teacherTaps,
            @Parameter(
                            summary = "Whether the larger of two feature maps is pooled to the smaller; otherwise sizes"
                                    + " must be equal.",
                            value = "false")
                    boolean resize) {}

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
            List<SDVariable> sized = Adaptor.sameSize(step, ID, pair.student(), pair.teacher(), parameters.resize());
            distances.add(Distance.L2.of(Attention.of(step, sized.get(0)), Attention.of(step, sized.get(1))));
        }
        return Scalars.mean(distances);
    }
}
