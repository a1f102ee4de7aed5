package org.retort.plugin.distillation.feature;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.Patches;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps, images and positions i of a_i times -log(exp(s_i . t_i / t) / sum_j exp(s_i . t_j / t)), where s_i
 * and t_i are the features of position i in A(S) and T scaled to length 1, j runs over all positions of the same image, t
 * is a temperature (InfoNCE, van den Oord et al. 2018, arXiv 1807.03748), A is a 1x1 convolution trained with the student,
 * and a_i is the teacher's attention, the mean over channels of T^2 divided by its sum over positions.
 *
 * <p>The idea is that of region-aware knowledge distillation (ReKo). Only its abstract was at hand: there, attention picks
 * regions and patches are contrasted; here attention weighs positions. Positions are patches where {@code pool} is above 1.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "region-contrast",
        title = "Region-aware contrast",
        summary = "Contrast between positions of the student's feature maps and the teacher's where the"
                + " teacher attends (after ReKo).")
public final class RegionContrast implements DistillationLoss<RegionContrast.Parameters> {
    private static final String ID = "region-contrast";

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param temperature t
     * @param pool side of a patch
     */
    public record Parameters(
            @Parameter(summary = GeneratorTaps.SUMMARY, value = "encoder2") List<String> taps,
            @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
            @Parameter(
                            summary = "What products are divided by; less is sharper.",
                            value = "0.07",
                            min = 1e-3)
                    double temperature,
            @Parameter(
                            summary = "Side of the patches that are averaged to one position; the work grows with the"
                                    + " square of the positions.",
                            value = "2",
                            min = 1)
                    int pool) {}

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
        List<SDVariable> contrasts = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps())) {
            SDVariable adapted = Adaptor.CONVOLUTION_RESIZE.adapt(step, ID, pair.student(), pair.teacher());
            TapPair fitted = pair.with(adapted, pair.teacher().value());
            SDVariable student = Patches.of(step, ID, fitted.student(), parameters.pool());
            SDVariable teacher = Patches.of(step, ID, fitted.teacher(), parameters.pool());
            contrasts.add(contrast(step, student, teacher, parameters.temperature()));
        }
        return Scalars.mean(contrasts);
    }

    private static SDVariable contrast(
            TrainingStep step, SDVariable student, SDVariable teacher, double temperature) {
        SDVariable products = Rows.products(
                Rows.unit(step, Rows.ofPositions(step, student)), Rows.unit(step, Rows.ofPositions(step, teacher)));
        long[] shape = step.shape(products);
        SDVariable logits = step.graph().reshape(products.div(temperature), shape[0] * shape[1], shape[1]);
        SDVariable logarithms = step.graph().reshape(step.graph().nn().logSoftmax(logits, 1), shape);
        SDVariable same = step.graph().constant(Nd4j.eye(shape[1]).castTo(logits.dataType()));
        SDVariable energy = Rows.ofImages(step, teacher.mul(teacher).mean(1));
        SDVariable attention = energy.div(energy.sum(true, 1).add(1e-12));
        return logarithms.mul(same).sum(2).mul(attention).sum(1).mean().neg();
    }
}
