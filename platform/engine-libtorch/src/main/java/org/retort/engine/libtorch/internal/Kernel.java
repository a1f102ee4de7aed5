package org.retort.engine.libtorch.internal;

import org.bytedeco.pytorch.Tensor;

/**
 * One op bound to its arguments. Whatever a kernel makes on the way is freed when it returns; what it returns is the
 * caller's to close.
 */
@FunctionalInterface
interface Kernel {
    /**
     * @param inputs the values of the op's inputs; they are the caller's and are not closed
     * @return one handle of its own for each output, null where nobody reads the output
     */
    Tensor[] run(Tensor[] inputs);

    /** A kernel of one output. */
    static Kernel of(Single body) {
        return inputs -> new Tensor[] {body.run(inputs)};
    }

    /** The body of a kernel of one output. */
    @FunctionalInterface
    interface Single {
        /** Computes the output; the handle is a new one. */
        Tensor run(Tensor[] inputs);
    }
}
