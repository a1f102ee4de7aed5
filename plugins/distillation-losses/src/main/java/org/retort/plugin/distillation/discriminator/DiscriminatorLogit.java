package org.retort.plugin.distillation.discriminator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.osgi.service.component.annotations.Component;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.LabelLogits;
import org.retort.plugin.distillation.block.Scalars;

/**
 * The student's discriminator learns what the teacher's says (Hinton et al. 2015, arXiv 1503.02531) on real, teacher and
 * student images. The head of labels is averaged over the three; with z_S and z_T the logits and t the temperature:
 *
 * <ul>
 *   <li>attributes: binary cross entropy of z_S against sigmoid(z_T / t), summed over attributes;
 *   <li>classes: t^2 KL(softmax(z_T / t) || softmax(z_S / t));
 * </ul>
 *
 * each averaged over the batch. The head of scores takes all three together, so that it also learns how far apart they
 * are: mean (u_S - u_T)^2, u being the scores minus their mean, since where a critic's scores lie means nothing; standardised,
 * also divided by their standard deviation, since their scale means nothing either.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "discriminator-logit",
        title = "Discriminator logits",
        summary = "Brings the label logits of the student's discriminator, its scores, or both to the teacher's (Hinton et"
                + " al. 2015).")
public final class DiscriminatorLogit implements DistillationLoss<DiscriminatorLogit.Parameters> {
    private static final double EPSILON = 1e-8;

    /** Which outputs are compared. */
    public enum Heads {
        /** Logits of the labels. */
        CLASSES,
        /** Scores of being real. */
        SOURCE,
        /** Both. */
        BOTH
    }

    /**
     * What is compared, and how.
     *
     * @param temperature t
     * @param heads which outputs
     * @param sourceWeight weight of the scores beside the labels, where both are compared
     * @param standardise whether scores are divided by their standard deviation
     */
    public record Parameters(
            @Parameter(summary = "What the teacher's logits are divided by; more is softer.", value = "1", min = 0.01)
                    double temperature,
            @Parameter(summary = "Which outputs are compared: labels, scores, or both.", value = "classes") Heads heads,
            @Parameter(summary = "Weight of the scores where both heads are compared.", value = "1", min = 0)
                    double sourceWeight,
            @Parameter(
                            summary = "Whether scores are divided by their standard deviation before they are compared.",
                            value = "false")
                    boolean standardise) {}

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
        Judgements judgements = Judgements.of(step);
        return switch (parameters.heads()) {
            case CLASSES -> classes(step, judgements, parameters.temperature());
            case SOURCE -> scores(step, judgements, parameters.standardise());
            case BOTH -> classes(step, judgements, parameters.temperature())
                    .add(scores(step, judgements, parameters.standardise()).mul(parameters.sourceWeight()));
        };
    }

    private static SDVariable classes(TrainingStep step, Judgements judgements, double temperature) {
        List<SDVariable> distances = new ArrayList<>();
        for (int i = 0; i < judgements.student().size(); i++) {
            distances.add(distance(
                    step.labels().kind(),
                    judgements.student().get(i).classes(),
                    judgements.teacher().get(i).classes(),
                    temperature));
        }
        return Scalars.mean(distances);
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
        return LabelLogits.binaryCrossEntropy(student, graph.nn().sigmoid(softened));
    }

    private static SDVariable scores(TrainingStep step, Judgements judgements, boolean standardise) {
        long[] ofStudent = step.shape(judgements.student().get(0).source());
        long[] ofTeacher = step.shape(judgements.teacher().get(0).source());
        if (!Arrays.equals(ofStudent, ofTeacher)) {
            throw new InputException("loss discriminator-logit compares the scores of the student's discriminator "
                    + Arrays.toString(ofStudent) + " with the teacher's " + Arrays.toString(ofTeacher)
                    + "; give both as many layers, or set heads: classes");
        }
        return Distance.L2.of(
                centred(step, judgements.student(), standardise), centred(step, judgements.teacher(), standardise));
    }

    private static SDVariable centred(TrainingStep step, List<Judgement> judgements, boolean standardise) {
        SDVariable scores = step.graph().concat(
                0, judgements.stream().map(Judgement::source).toArray(SDVariable[]::new));
        SDVariable centred = scores.sub(scores.mean());
        if (!standardise) {
            return centred;
        }
        SDVariable variance = centred.mul(centred).mean();
        return centred.div(step.graph().math().sqrt(variance.add(EPSILON)));
    }
}
