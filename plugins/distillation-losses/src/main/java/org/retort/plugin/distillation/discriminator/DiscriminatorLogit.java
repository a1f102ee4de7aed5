package org.retort.plugin.distillation;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.osgi.service.component.annotations.Component;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;

/**
 * The student's discriminator learns the labels as the teacher's sees them (Hinton et al. 2015, arXiv 1503.02531), on
 * real, teacher and student images, averaged over the three. With z_S and z_T the logits and t the temperature:
 *
 * <ul>
 *   <li>attributes: binary cross entropy of z_S against sigmoid(z_T / t), summed over attributes;
 *   <li>classes: t^2 KL(softmax(z_T / t) || softmax(z_S / t));
 * </ul>
 *
 * each averaged over the batch.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "discriminator-logit",
        title = "Discriminator logits",
        summary = "Brings the class logits of the student's discriminator to the teacher's (Hinton et al. 2015).")
public final class DiscriminatorLogit implements DistillationLoss<DiscriminatorLogit.Parameters> {
    /**
     * How soft the teacher's labels are.
     *
     * @param temperature t
     */
    public record Parameters(
            @Parameter(summary = "What the teacher's logits are divided by; more is softer.", value = "1", min = 0.01)
                    double temperature) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.DISCRIMINATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        List<SDVariable> images = List.of(
                step.source(), step.translated(Role.TEACHER).image(), step.translated(Role.OWN).image());
        List<Judgement> student = step.judgeAll(Role.OWN, images);
        List<Judgement> teacher = step.judgeAll(Role.TEACHER, images);
        SDVariable sum = null;
        for (int i = 0; i < images.size(); i++) {
            SDVariable distance = distance(
                    step.labels().kind(), student.get(i).classes(), teacher.get(i).classes(), parameters.temperature());
            sum = sum == null ? distance : sum.add(distance);
        }
        return sum.mul(1.0 / images.size());
    }

    private static SDVariable distance(
            LabelSpace.Kind kind, SDVariable student, SDVariable teacher, double temperature) {
        SameDiff graph = student.getSameDiff();
        SDVariable softened = teacher.mul(1 / temperature);
        if (kind == LabelSpace.Kind.CLASSES) {
            SDVariable ofStudent = graph.nn().logSoftmax(student.mul(1 / temperature), 1);
            SDVariable ofTeacher = graph.nn().logSoftmax(softened, 1);
            SDVariable divergence = graph.math().exp(ofTeacher).mul(ofTeacher.sub(ofStudent)).sum(1);
            return divergence.mean().mul(temperature * temperature);
        }
        // max(z, 0) - z t + log(1 + exp(-|z|)) overflows nowhere; max(z, 0) as (z + |z|) / 2 has the right derivative
        // at zero as well.
        SDVariable magnitude = graph.math().abs(student);
        SDVariable positive = student.add(magnitude).mul(0.5);
        SDVariable remainder = graph.math().log(graph.math().exp(magnitude.neg()).add(1.0));
        SDVariable target = graph.nn().sigmoid(softened);
        return positive.sub(student.mul(target)).add(remainder).sum(1).mean();
    }
}
