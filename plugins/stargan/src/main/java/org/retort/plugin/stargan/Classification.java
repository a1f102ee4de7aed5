package org.retort.plugin.stargan;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retort.api.data.LabelSpace;

/** How far logits are from labels. */
final class Classification {
    private Classification() {}

    /**
     * For attributes the binary cross entropy, summed over attributes; for classes the cross entropy of the softmax;
     * either way averaged over the batch.
     *
     * @param logits {@code [N, L]}
     * @param labels {@code [N, L]}, values in {0, 1}
     * @return a scalar
     */
    static SDVariable loss(LabelSpace.Kind kind, SDVariable logits, SDVariable labels) {
        SameDiff graph = logits.getSameDiff();
        if (kind == LabelSpace.Kind.CLASSES) {
            return graph.nn().logSoftmax(logits, 1).mul(labels).sum(1).mean().neg();
        }
        // max(z, 0) - z t + log(1 + exp(-|z|)) overflows nowhere; max(z, 0) as (z + |z|) / 2 has the right derivative
        // at zero as well.
        SDVariable magnitude = graph.math().abs(logits);
        SDVariable positive = logits.add(magnitude).mul(0.5);
        SDVariable remainder = graph.math().log(graph.math().exp(magnitude.neg()).add(1.0));
        return positive.sub(logits.mul(labels)).add(remainder).sum(1).mean();
    }
}
