package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retort.api.data.LabelSpace;

/** How far logits of labels are from what they should be. */
public final class LabelLogits {
    private LabelLogits() {}

    /**
     * For attributes the {@link #binaryCrossEntropy}, for classes the cross entropy of the softmax; averaged over the
     * batch.
     *
     * @param logits {@code [N, L]}
     * @param labels {@code [N, L]}
     */
    public static SDVariable crossEntropy(LabelSpace.Kind kind, SDVariable logits, SDVariable labels) {
        if (kind == LabelSpace.Kind.CLASSES) {
            return logits.getSameDiff().nn().logSoftmax(logits, 1).mul(labels).sum(1).mean().neg();
        }
        return binaryCrossEntropy(logits, labels);
    }

    /**
     * The binary cross entropy, summed over attributes and averaged over the batch.
     *
     * @param logits {@code [N, L]}
     * @param targets {@code [N, L]}, in [0, 1]
     */
    public static SDVariable binaryCrossEntropy(SDVariable logits, SDVariable targets) {
        SameDiff graph = logits.getSameDiff();
        // max(z, 0) - z t + log(1 + exp(-|z|)) overflows nowhere; max(z, 0) as (z + |z|) / 2 has the right derivative
        // at zero as well.
        SDVariable magnitude = graph.math().abs(logits);
        SDVariable positive = logits.add(magnitude).mul(0.5);
        SDVariable remainder = graph.math().log(graph.math().exp(magnitude.neg()).add(1.0));
        return positive.sub(logits.mul(targets)).add(remainder).sum(1).mean();
    }
}
