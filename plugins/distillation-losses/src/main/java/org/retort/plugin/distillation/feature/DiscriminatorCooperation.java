package org.retort.plugin.distillation.feature;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.Tap;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of mean |D_T^l(P_S(S)) - D_T^l(P_T(T))|, where P_S and P_T are 1x1 convolutions to as many channels
 * as an image has, trained with the student, and D_T is the frozen teacher's discriminator (DCD: Discriminator-Cooperated
 * Feature Map Distillation for GAN Compression, Hu et al. 2023). As D_T takes images of one size, projections are brought
 * to it by repeating or pooling. Nothing but the student's other losses keeps both projections from shrinking together, so
 * do not use this loss alone.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "dcd",
        title = "Discriminator-cooperated",
        summary = "Distance of feature maps that the teacher's discriminator looks at as if they were images"
                + " (DCD, Hu et al. 2023).")
public final class DiscriminatorCooperation implements DistillationLoss<DiscriminatorCooperation.Parameters> {
    private static final String ID = "dcd";
    private static final String DISCRIMINATOR = "the teacher's discriminator";

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param discriminatorTap l
     */
    public record Parameters(
            @Parameter(summary = GeneratorTaps.SUMMARY, value = GeneratorTaps.USUAL) List<String> taps,
            @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
            @Parameter(
                            summary = "Tap of the teacher's discriminator to compare in, a deep one.",
                            value = "conv3")
                    String discriminatorTap) {}

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
            SDVariable student = projected(step, "student", pair.student());
            SDVariable teacher = projected(step, "teacher", pair.teacher());
            List<Judgement> judgements = step.judgeAll(Role.TEACHER, List.of(student, teacher));
            List<SDVariable> features = judgements.stream()
                    .map(judgement -> Tap.find(ID, DISCRIMINATOR, parameters.discriminatorTap(), judgement.taps())
                            .value())
                    .toList();
            distances.add(Distance.L1.of(features.get(0), features.get(1)));
        }
        return Scalars.mean(distances);
    }

    private static SDVariable projected(TrainingStep step, String whose, Tap tap) {
        Tap image = new Tap("the data", "source", step.source());
        Tap named = new Tap(tap.network(), whose + "/" + tap.name(), tap.value());
        return Adaptor.CONVOLUTION_RESIZE.adapt(step, ID, named, image);
    }
}
