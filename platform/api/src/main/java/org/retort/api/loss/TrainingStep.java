package org.retort.api.loss;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.osgi.annotation.versioning.ProviderType;
import org.retort.api.data.LabelSpace;
import org.retort.api.model.NetworkBuilder;

/**
 * The graph of one training step, of the generator or of the discriminator, as objectives and losses see it. Networks
 * are drawn when first asked for; asking again with the same variables gives the same drawing, so losses share them.
 *
 * <p>Gradients reach only the parameters of the side that is trained (and those of the losses); all other networks are
 * constants of the step, but gradients flow through them to the images they are given.
 */
@ProviderType
public interface TrainingStep {
    /** A drawn generator. */
    interface Translation {
        /** The translated image, {@code [N, C, H, W]}. */
        SDVariable image();

        /** Intermediate tensors by tap name, in the order of drawing. */
        Map<String, SDVariable> taps();
    }

    /** A drawn discriminator. */
    interface Judgement {
        /** Scores of being real, {@code [N, 1, h, w]}. */
        SDVariable source();

        /** Logits of the labels, {@code [N, L]}. */
        SDVariable classes();

        /** Intermediate tensors by tap name, in the order of drawing. */
        Map<String, SDVariable> taps();
    }

    /** Which side this step trains. */
    Side side();

    /** The graph underneath. */
    SameDiff graph();

    /** The label space. */
    LabelSpace labels();

    /** The number of images in the batch, N. */
    int batch();

    /** Real images, {@code [N, C, H, W]}, values in [-1, 1]. */
    SDVariable source();

    /** Labels of the real images, {@code [N, L]}. */
    SDVariable sourceLabel();

    /** Labels asked for, {@code [N, L]}: a permutation of the real ones. */
    SDVariable targetLabel();

    /**
     * Translates images.
     *
     * @throws org.retort.api.plugin.InputException for {@link Role#TEACHER} where nothing is distilled
     */
    Translation translate(Role role, SDVariable image, SDVariable label);

    /** Source images translated to the target labels. */
    default Translation translated(Role role) {
        return translate(role, source(), targetLabel());
    }

    /** Judges images. */
    Judgement judge(Role role, SDVariable images);

    /**
     * Judges several batches of images; networks without batch statistics see them as one stacked batch, which is
     * faster than one by one.
     */
    List<Judgement> judgeAll(Role role, List<SDVariable> images);

    /**
     * The gradient of the sum of {@code output} with respect to {@code input}, as variables of this graph that can be
     * differentiated once more: what a gradient penalty needs.
     *
     * @return of the shape of {@code input}
     * @throws org.retort.api.plugin.InputException where an op between the two has no twice differentiable rule,
     *     naming the op
     */
    SDVariable inputGradient(SDVariable output, SDVariable input);

    /**
     * Numbers in [0, 1), drawn anew for each step.
     *
     * @param purpose names the draw; the same purpose gives the same variable
     */
    SDVariable uniform(String purpose, long... shape);

    /**
     * Says that further images count as real with a probability, as teacher images do for a student discriminator:
     * {@link #realMixture()} then holds them. Of a loss that is drawn against several teachers, each teacher's images
     * get its part of the probability.
     *
     * @param images {@code [N, C, H, W]}
     * @param probability in [0, 1)
     */
    void countAsReal(SDVariable images, double probability);

    /** Real images, each replaced by an image given to {@link #countAsReal} with its probability. */
    SDVariable realMixture();

    /**
     * A builder for trainable parameters that belong to the loss itself, such as 1x1 adaptors; they are trained with
     * this step's side, saved in checkpoints and never exported.
     *
     * <p>Parameters of two uses of one loss within a descriptor, and those for several teachers, are kept apart by the
     * platform.
     *
     * @param name the loss's plugin id
     */
    NetworkBuilder ownParameters(String name);

    /** The static shape of a variable of this graph. */
    long[] shape(SDVariable variable);
}
