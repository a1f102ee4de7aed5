package org.retort.plugin.distillation.feature;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of mean [(m(S) - T)^2 / v + log v] / 2: the negative logarithm of a normal distribution of T given
 * S, but for a constant (Ahn et al. 2019, arXiv 1904.05835). m is three 1x1 convolutions of as many channels as T with
 * rectifiers between; v = softplus(r) + 1e-5 is a variance for each channel that starts at 5. Both are trained with the
 * student.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "vid",
        title = "Variational information",
        summary = "Bound on what the teacher's feature maps tell beyond the student's (variational"
                + " information distillation, Ahn et al. 2019).")
public final class VariationalInformation implements DistillationLoss<VariationalInformation.Parameters> {
    private static final String ID = "vid";
    private static final double EPSILON = 1e-5;
    private static final double FIRST_VARIANCE = 5;
    private static final Convolution POINT = Convolution.of(1, 1, 0);

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
        List<SDVariable> bounds = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps())) {
            List<SDVariable> sized = Adaptor.sameSize(step, ID, pair.student(), pair.teacher(), parameters.resize());
            String name = pair.student().name() + "-" + pair.teacher().name();
            bounds.add(bound(step, step.ownParameters(ID).scope(name), sized.get(0), sized.get(1)));
        }
        return Scalars.mean(bounds);
    }

    private static SDVariable bound(
            TrainingStep step, NetworkBuilder own, SDVariable student, SDVariable teacher) {
        int channels = own.channels(teacher);
        SDVariable x = own.relu(own.convolution("mean0", student, channels, POINT));
        x = own.relu(own.convolution("mean1", x, channels, POINT));
        SDVariable error = own.convolution("mean2", x, channels, POINT).sub(teacher);
        double start = Math.log(Math.exp(FIRST_VARIANCE - EPSILON) - 1);
        Initializer first = new Initializer(Initializer.Kind.CONSTANT, start);
        SDVariable raw = own.parameter("variance", first, 1, channels, 1, 1);
        SDVariable variance = step.graph().nn().softplus(raw).add(EPSILON);
        SDVariable logarithm = step.graph().math().log(variance);
        return error.mul(error).div(variance).add(logarithm).mean().mul(0.5);
    }
}
