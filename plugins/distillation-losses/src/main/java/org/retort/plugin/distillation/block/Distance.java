package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;

/** Distances between tensors of one shape, averaged over all elements. */
public enum Distance {
    /** mean |a - b|. */
    L1 {
        @Override
        public SDVariable of(SDVariable first, SDVariable second) {
            return first.getSameDiff().math().abs(first.sub(second)).mean();
        }
    },
    /** mean (a - b)^2. */
    L2 {
        @Override
        public SDVariable of(SDVariable first, SDVariable second) {
            return first.getSameDiff().math().square(first.sub(second)).mean();
        }
    };

    /** The distance as a scalar. */
    public abstract SDVariable of(SDVariable first, SDVariable second);

    /**
     * The smooth L1 distance (Girshick 2015): mean d^2 / (2 t) where d = |a - b| is below t, d - t / 2 elsewhere.
     *
     * @param threshold t, above 0
     */
    public static SDVariable smoothL1(SDVariable first, SDVariable second, double threshold) {
        SDVariable magnitude = first.getSameDiff().math().abs(first.sub(second));
        SDVariable excess = first.getSameDiff().nn().relu(magnitude.sub(threshold), 0);
        SDVariable within = magnitude.sub(excess);
        return within.mul(within).mul(0.5 / threshold).add(excess).mean();
    }
}
