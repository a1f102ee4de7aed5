package org.retort.plugin.distillation.feature;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Attention;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.Scalars;

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
public final class AttentionTransfer implements DistillationLoss<PositionTaps> {
    private static final String ID = "attention";

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
        return Scalars.mean(
                taps.pairs(step, ID),
                (student, teacher) -> Distance.L2.of(Attention.of(step, student), Attention.of(step, teacher)));
    }
}
