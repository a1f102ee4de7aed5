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
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of mean k(T, T) + mean k(S, S) - 2 mean k(S, T) with k(a, b) = (a . b)^2 over all pairs of
 * channels, each channel a row of length 1: the squared maximum mean discrepancy with a polynomial kernel (Huang and Wang
 * 2017, arXiv 1707.01219). Numbers of channels need not agree.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "nst",
        title = "Neuron selectivity",
        summary = "Maximum mean discrepancy between channels of the student's and the teacher's feature maps"
                + " (Huang and Wang 2017).")
public final class NeuronSelectivity implements DistillationLoss<NeuronSelectivity.Parameters> {
    private static final String ID = "nst";

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
        List<SDVariable> discrepancies = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps())) {
            List<SDVariable> sized = Adaptor.sameSize(step, ID, pair.student(), pair.teacher(), parameters.resize());
            SDVariable student = Rows.unit(step, Rows.ofChannels(step, sized.get(0)));
            SDVariable teacher = Rows.unit(step, Rows.ofChannels(step, sized.get(1)));
            discrepancies.add(kernel(teacher, teacher)
                    .add(kernel(student, student))
                    .sub(kernel(student, teacher).mul(2.0)));
        }
        return Scalars.mean(discrepancies);
    }

    private static SDVariable kernel(SDVariable first, SDVariable second) {
        SDVariable products = Rows.products(first, second);
        return products.mul(products).mean();
    }
}
