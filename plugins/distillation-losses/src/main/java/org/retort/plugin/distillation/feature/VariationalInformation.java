package org.retort.plugin.distillation.feature;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.Scalars;

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
public final class VariationalInformation implements DistillationLoss<PositionTaps> {
    private static final String ID = "vid";
    private static final double EPSILON = 1e-5;
    private static final double FIRST_VARIANCE = 5;
    private static final Convolution POINT = Convolution.of(1, 1, 0);

    @Override
    public Class<PositionTaps> parameters() {
        return PositionTaps.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, PositionTaps taps) {
        NetworkBuilder own = step.ownParameters(ID);
        return Scalars.mean(taps.pairs(step, ID).stream()
                .map(pair -> pair.compare(
                        (student, teacher) -> bound(step, own.scope(pair.name()), student, teacher)))
                .toList());
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
