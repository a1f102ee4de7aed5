package org.retort.engine.libtorch.internal;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Something made of a network's weight: once for each change of the weight. */
final class Derived {
    private static final long NEVER = -1;

    private final UnaryOperator<Tensor> making;
    private final Tensor value;
    private long version = NEVER;

    /**
     * @param natives keeps what was made
     * @param making makes it
     */
    Derived(Natives natives, UnaryOperator<Tensor> making) {
        this.making = making;
        value = natives.keep(new Tensor());
    }

    /** @param weight always the same tensor, whatever it holds */
    Tensor of(Tensor weight) {
        if (weight._version() != version) {
            value.put(making.apply(weight));
            version = weight._version();
        }
        return value;
    }
}
