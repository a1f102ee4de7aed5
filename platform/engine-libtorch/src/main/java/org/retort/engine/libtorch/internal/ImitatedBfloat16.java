package org.retort.engine.libtorch.internal;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;

/**
 * Kernels of bfloat16 where the CPU has no instructions for them: inputs are widened, the kernel computes in 32-bit
 * floats, and what it makes is rounded. Hardware adds up products of bfloat16 in 32-bit floats as well, so the two differ
 * by the order of their sums alone. LibTorch's own way on such a CPU takes ten times as long.
 */
final class ImitatedBfloat16 {
    private ImitatedBfloat16() {}

    /** The same kernels, save that those of bfloat16 are imitated. */
    static Factory around(Factory factory) {
        return site -> site.half() ? rounded(factory.bind(site.inFloats())) : factory.bind(site);
    }

    private static Kernel rounded(Kernel kernel) {
        return in -> {
            Tensor[] wide = new Tensor[in.length];
            for (int i = 0; i < in.length; i++) {
                wide[i] = in[i].to(torch.ScalarType.Float);
            }
            Tensor[] made = kernel.run(wide);
            for (int i = 0; i < made.length; i++) {
                made[i] = made[i] == null ? null : made[i].to(torch.ScalarType.BFloat16);
            }
            return made;
        };
    }
}
