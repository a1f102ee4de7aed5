package org.retort.plugin.distillation.block;

import java.util.List;
import java.util.function.BinaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/** Sums and averages over the taps of a loss. */
public final class Scalars {
    private Scalars() {}

    /** The sum; the list is not empty. */
    public static SDVariable sum(List<SDVariable> scalars) {
        return scalars.stream().reduce(SDVariable::add).orElseThrow();
    }

    /** The average of a comparison over pairs of taps, of which there is at least one. */
    public static SDVariable mean(List<TapPair> pairs, BinaryOperator<SDVariable> comparison) {
        return mean(pairs.stream().map(pair -> pair.compare(comparison)).toList());
    }

    /** The average, so that a tap counts the same whatever its size; the list is not empty. */
    public static SDVariable mean(List<SDVariable> scalars) {
        return sum(scalars).mul(1.0 / scalars.size());
    }
}
