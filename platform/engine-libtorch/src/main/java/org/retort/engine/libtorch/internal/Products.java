package org.retort.engine.libtorch.internal;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;

/** Matrix products and their gradients. */
final class Products {
    private Products() {}

    static void register(Map<String, Factory> library) {
        library.put("matmul", site -> {
            boolean[] transposed = transposed(site);
            return Kernel.of(in -> turned(
                    torch.matmul(turned(in[0], transposed[0]), turned(in[1], transposed[1])), transposed[2]));
        });
        library.put("matmul_bp", Products::gradient);
        library.put("xw_plus_b", site -> {
            boolean[] transposed = transposed(site);
            return Kernel.of(in ->
                    torch.matmul(turned(in[0], transposed[0]), turned(in[1], transposed[1])).add(in[2]));
        });
    }

    private static boolean[] transposed(Site site) {
        long[] given = site.integers();
        boolean[] transposed = new boolean[3];
        for (int i = 0; i < Math.min(3, given.length); i++) {
            transposed[i] = given[i] == 1;
        }
        return transposed;
    }

    private static Tensor turned(Tensor x, boolean transposed) {
        return transposed ? x.transpose(-2, -1) : x;
    }

    private static Kernel gradient(Site site) {
        boolean[] transposed = transposed(site);
        long[] first = site.inputShape(0);
        long[] second = site.inputShape(1);
        return in -> {
            Tensor x = turned(in[0], transposed[0]);
            Tensor y = turned(in[1], transposed[1]);
            Tensor g = turned(in[2], transposed[2]);
            Tensor[] gradients = new Tensor[2];
            if (site.reads(0)) {
                gradients[0] = turned(torch.matmul(g, y.transpose(-2, -1)), transposed[0]).sum_to_size(first);
            }
            if (site.reads(1)) {
                gradients[1] = turned(torch.matmul(x.transpose(-2, -1), g), transposed[1]).sum_to_size(second);
            }
            return gradients;
        };
    }
}
