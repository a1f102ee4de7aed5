package org.retort.plugin.distillation.feature;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;

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
public final class NeuronSelectivity implements DistillationLoss<PositionTaps> {
    private static final String ID = "nst";

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
        return Scalars.mean(taps.pairs(step, ID), (ofStudent, ofTeacher) -> {
            SDVariable student = Rows.unit(step, Rows.ofChannels(step, ofStudent));
            SDVariable teacher = Rows.unit(step, Rows.ofChannels(step, ofTeacher));
            return kernel(teacher, teacher)
                    .add(kernel(student, student))
                    .sub(kernel(student, teacher).mul(2.0));
        });
    }

    private static SDVariable kernel(SDVariable first, SDVariable second) {
        SDVariable products = Rows.products(first, second);
        return products.mul(products).mean();
    }
}
