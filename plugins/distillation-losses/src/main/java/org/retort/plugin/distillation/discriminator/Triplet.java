package org.retort.plugin.distillation.discriminator;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.Tap;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Rows;

/**
 * The mean over the batch of max(d(y, G_T(x, c)) - d(y, G_S(x, c)) + alpha, 0), where d is the mean absolute
 * difference in features of the student's discriminator: teacher images shall lie nearer to real ones than student
 * images do (L_tri of DPGAN, Chen et al. 2020, arXiv 2003.03519, with the mean instead of the sum, as a critic's
 * features are unbounded). Images of several domains have no y of their own, so that the {@link Anchor} is a choice.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "triplet",
        title = "Triplet",
        summary = "Teaches the student's discriminator that the teacher's images are nearer to real ones than the"
                + " student's (DPGAN, Chen et al. 2020).")
public final class Triplet implements DistillationLoss<Triplet.Parameters> {
    /** The real image y that translations of an image are compared with. */
    public enum Anchor {
        /** The image's own source: the same face, with its own labels. */
        SOURCE,
        /** A real image of the batch that has the labels asked for, the first where there are several: another face. */
        TARGET
    }

    /**
     * How to compare.
     *
     * @param anchor the real image y
     * @param alpha the margin
     * @param tap a tap of the student's discriminator; empty for the last
     * @param normalise whether features are scaled to a root mean square of 1 for each image
     */
    public record Parameters(
            @Parameter(
                            summary = "The real image that is compared with: the own source, or one of the batch that"
                                    + " has the labels asked for.",
                            value = "source")
                    Anchor anchor,
            @Parameter(summary = "The margin by which the teacher's images shall be nearer.", value = "0.5", min = 0)
                    double alpha,
            @Parameter(
                            summary = "Tap of the student's discriminator to compare in; empty for the last, the whole"
                                    + " trunk without its heads.",
                            value = "")
                    String tap,
            @Parameter(
                            summary = "Whether each image's features are scaled to a root mean square of 1 first, so"
                                    + " that the margin keeps its meaning while features grow.",
                            value = "false")
                    boolean normalise) {}

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
        List<SDVariable> features = step.judgeAll(Role.OWN, Judgements.images(step)).stream()
                .map(judgement -> features(judgement, parameters))
                .toList();
        SDVariable anchor = parameters.anchor() == Anchor.SOURCE ? features.get(0) : ofTarget(step, features.get(0));
        SDVariable toTeacher = distance(anchor, features.get(1));
        SDVariable toStudent = distance(anchor, features.get(2));
        return step.graph().nn().relu(toTeacher.sub(toStudent).add(parameters.alpha()), 0).mean();
    }

    private static SDVariable features(Judgement judgement, Parameters parameters) {
        Map<String, SDVariable> taps = judgement.taps();
        if (taps.isEmpty()) {
            throw new InputException("loss triplet compares features, but the student's discriminator has no taps");
        }
        String name = parameters.tap().isEmpty() ? List.copyOf(taps.keySet()).get(taps.size() - 1) : parameters.tap();
        SDVariable tap = Tap.find("triplet", "the student's discriminator", name, taps).value();
        if (!parameters.normalise()) {
            return tap;
        }
        SDVariable meanSquare = tap.mul(tap).mean(true, 1, 2, 3).add(1e-12);
        return tap.div(tap.getSameDiff().math().sqrt(meanSquare));
    }

    /** For each image the features of the first real image that has the labels asked for; targets permute the labels. */
    private static SDVariable ofTarget(TrainingStep step, SDVariable real) {
        SameDiff graph = step.graph();
        SDVariable asked = step.targetLabel();
        SDVariable there = step.sourceLabel();
        SDVariable agreeing =
                Rows.products(asked, there).add(Rows.products(asked.rsub(1.0), there.rsub(1.0)));
        SDVariable same = graph.nn().relu(agreeing.sub(step.labels().size() - 1.0), 0);
        SDVariable earlier = graph.constant(Nd4j.tri(step.batch(), step.batch(), 0).rsub(1).castTo(same.dataType()));
        SDVariable first = same.mul(graph.nn().relu(same.mmul(earlier).rsub(1.0), 0));
        return graph.reshape(first.mmul(Rows.ofImages(step, real)), step.shape(real));
    }

    /** [N], the mean absolute difference of each image's features. */
    private static SDVariable distance(SDVariable first, SDVariable second) {
        SameDiff graph = first.getSameDiff();
        return graph.math().abs(first.sub(second)).mean(1, 2, 3);
    }
}
