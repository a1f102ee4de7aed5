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
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of mean (GAP(A(S)) - GAP(T))^2, GAP being the mean over height and width and A a 1x1 convolution
 * followed by batch normalisation and a rectifier, trained with the student (OMGD, Ren et al. 2021, arXiv 2108.06908).
 * Heights and widths may differ. The normalisation always uses the batch's own statistics, since A is never used
 * outside training.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "channel",
        title = "Channel",
        summary = "Squared distance of channel means of the student's feature maps to the teacher's (channel"
                + " distillation of OMGD, Ren et al. 2021).")
public final class Channel implements DistillationLoss<GeneratorTaps> {
    private static final String ID = "channel";
    private static final double EPSILON = 1e-5;

    @Override
    public Class<GeneratorTaps> parameters() {
        return GeneratorTaps.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, GeneratorTaps taps) {
        return Scalars.mean(taps.pairs(step, ID).stream()
                .map(pair -> Distance.L2.of(
                        adapted(step, pair).mean(2, 3), pair.teacher().value().mean(2, 3)))
                .toList());
    }

    private static SDVariable adapted(TrainingStep step, TapPair pair) {
        NetworkBuilder own = step.ownParameters(ID).scope(pair.name());
        long channels = step.shape(pair.teacher().value())[1];
        SDVariable x = own.convolution("conv", pair.student().value(), (int) channels, Convolution.of(1, 1, 0));
        SDVariable centred = x.sub(x.mean(true, 0, 2, 3));
        SDVariable variance = centred.mul(centred).mean(true, 0, 2, 3);
        SDVariable normal = centred.div(step.graph().math().sqrt(variance.add(EPSILON)));
        SDVariable gain = own.parameter("norm/gain", Initializer.ONES, 1, channels, 1, 1);
        SDVariable bias = own.parameter("norm/bias", Initializer.ZEROS, 1, channels, 1, 1);
        return own.relu(normal.mul(gain).add(bias));
    }
}
