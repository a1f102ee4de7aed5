package org.retort.engine.libtorch.internal;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;

/** Average and maximum pooling over windows of feature maps. */
final class Pooling {
    private Pooling() {}

    /** Window, stride and padding of a pooling in NCHW. */
    private record Window(long[] size, long[] stride, long[] padding, boolean countPadding) {
        static Window of(Site site) {
            long[] i = site.integers();
            if (i.length < 11 || i[6] != 1 || i[7] != 1 || i[8] != 0 || i[10] != 0) {
                throw site.refused("has arguments " + Arrays.toString(i)
                        + "; engine libtorch pools NCHW with explicit padding and without dilation");
            }
            return new Window(new long[] {i[0], i[1]}, new long[] {i[2], i[3]}, new long[] {i[4], i[5]}, i[9] == 1);
        }
    }

    static void register(Map<String, Factory> library) {
        library.put("avgpool2d", site -> {
            Window w = Window.of(site);
            LongOptional none = site.natives().keep(new LongOptional());
            return Kernel.of(in ->
                    torch.avg_pool2d(in[0], w.size(), w.stride(), w.padding(), false, w.countPadding(), none));
        });
        library.put("avgpool2d_bp", site -> {
            Window w = Window.of(site);
            LongOptional none = site.natives().keep(new LongOptional());
            return Kernel.of(in -> torch.avg_pool2d_backward(
                    in[1].contiguous(), in[0], w.size(), w.stride(), w.padding(), false, w.countPadding(), none));
        });
        library.put("maxpool2d", site -> {
            Window w = Window.of(site);
            return Kernel.of(in -> Natives.share(maximum(in[0], w).get0()));
        });
        library.put("maxpool2d_bp", site -> {
            Window w = Window.of(site);
            return Kernel.of(in -> {
                Tensor indices = maximum(in[0], w).get1();
                return torch.max_pool2d_with_indices_backward(
                        in[1], in[0], w.size(), w.stride(), w.padding(), new long[] {1, 1}, false, indices);
            });
        });
    }

    private static org.bytedeco.pytorch.T_TensorTensor_T maximum(Tensor x, Window w) {
        return torch.max_pool2d_with_indices(x, w.size(), w.stride(), w.padding(), new long[] {1, 1}, false);
    }
}
