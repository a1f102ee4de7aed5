package org.retort.engine.libtorch.internal;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One kernel with the places of its values in a program's table.
 *
 * @param node what it does
 * @param kernel does it
 * @param inputs places of the inputs
 * @param outputs places of the outputs
 * @param freed places to close afterwards
 * @param stores outputs that go to a lasting tensor at once, such as gradients
 */
record Instruction(Node node, Kernel kernel, int[] inputs, int[] outputs, int[] freed, List<Store> stores) {
    /**
     * A lasting tensor that a result goes to.
     *
     * @param added whether the result is added to what is there
     */
    record Target(Tensor tensor, boolean added) {
        void take(Tensor result) {
            if (added) {
                tensor.add_(result);
            } else {
                tensor.copy_(result);
            }
        }
    }

    /**
     * @param from place of the value
     * @param to where it goes
     */
    record Store(int from, Target to) {}
}
