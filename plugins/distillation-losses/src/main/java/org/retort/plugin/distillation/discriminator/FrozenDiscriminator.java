package org.retort.plugin.distillation.discriminator;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.LabelLogits;

/**
 * -mean D_T(G_S(x, c)) + k L_cls, where L_cls is the classification loss of D_T's label logits on the student's images
 * against the labels asked for: the teacher's discriminator, frozen, stays a critic of the student's generator (Yu and Pool
 * 2020, arXiv 2007.01491).
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "frozen-discriminator",
        title = "Frozen discriminator",
        summary = "Trains the student's generator against the teacher's frozen discriminator as well"
                + " (self-supervised GAN compression, Yu and Pool 2020).")
public final class FrozenDiscriminator implements DistillationLoss<FrozenDiscriminator.Parameters> {
    /**
     * The weight of the labels.
     *
     * @param classificationWeight k
     */
    public record Parameters(
            @Parameter(
                            summary = "Weight of the classification of the labels.",
                            value = "1",
                            min = 0)
                    double classificationWeight) {}

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
        Judgement judgement = step.judge(Role.TEACHER, step.translated(Role.OWN).image());
        SDVariable critic = judgement.source().mean().neg();
        SDVariable classification =
                LabelLogits.crossEntropy(step.labels().kind(), judgement.classes(), step.targetLabel());
        return critic.add(classification.mul(parameters.classificationWeight()));
    }
}
