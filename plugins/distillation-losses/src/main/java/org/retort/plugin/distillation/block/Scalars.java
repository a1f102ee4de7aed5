package org.retort.plugin.distillation.block;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Sums and averages over the taps of a loss. */
public final class Scalars {
    private Scalars() {}

    /** The sum; the list is not empty. */
    public static SDVariable sum(List<SDVariable> scalars) {
        return scalars.stream().reduce(SDVariable::add).orElseThrow();
    }

    /** The average, so that a tap counts the same whatever its size; the list is not empty. */
    public static SDVariable mean(List<SDVariable> scalars) {
        return sum(scalars).mul(1.0 / scalars.size());
    }
}
