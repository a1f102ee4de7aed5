package org.retort.engine.libtorch.internal;

import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;
import org.retort.engine.op.DepthwiseConvolution;
import org.retort.engine.op.DepthwiseConvolutionGradient;
import org.retort.engine.op.TransposedConvolution;
import org.retort.engine.op.TransposedConvolutionGradient;

/** Convolutions, transposed and depthwise ones, and their gradients; of the latter only what is read. */
final class Convolutions {
    /** Nodes that convolve, and the gradients of those that train. */
    static final Set<String> NODES = Set.of("conv2d", "conv2d_bp", LabelPlanes.NAME,
            TransposedConvolution.NAME, TransposedConvolutionGradient.NAME,
            DepthwiseConvolution.NAME, DepthwiseConvolutionGradient.NAME);

    private static final long[] ZERO = {0, 0};

    private Convolutions() {}

    /** @param oneDnn whether oneDNN computes on the device */
    static void register(Map<String, Factory> library, boolean oneDnn) {
        library.put("conv2d", site -> convolution(site, false, 1, oneDnn));
        library.put(LabelPlanes.NAME, LabelPlanes::kernel);
        library.put("conv2d_bp", site -> gradient(site, false, 1, oneDnn));
        library.put(TransposedConvolution.NAME, site -> convolution(site, true, 1, oneDnn));
        library.put(TransposedConvolutionGradient.NAME, site -> gradient(site, true, 1, oneDnn));
        library.put(DepthwiseConvolution.NAME, site -> convolution(site, false, site.inputShape(0)[1], oneDnn));
        library.put(DepthwiseConvolutionGradient.NAME, site -> gradient(site, false, site.inputShape(0)[1], oneDnn));
        if (oneDnn && !OneDnn.available(true)) {
            NODES.forEach(name -> library.computeIfPresent(name, (same, factory) -> ImitatedBfloat16.around(factory)));
        }
    }

    private static ConvolutionShape shape(Site site, boolean transposed, long groups) {
        long[] weight = site.inputShape(1);
        return new ConvolutionShape(transposed, Geometry.of(site), groups, site.inputShape(0),
                groups == 1 ? weight : new long[] {groups, 1, weight[2], weight[3]});
    }

    private static boolean thin(Site site, boolean oneDnn) {
        boolean biased = site.inputs() == (site.node().op().equals("conv2d_bp") ? 4 : 3);
        return oneDnn && site.parameter(1) && !biased && ThinConvolution.suits(site.inputShape(1), Geometry.of(site));
    }

    // Left to itself, LibTorch takes a product of matrices for small batches of 32-bit floats: that takes ten times as
    // long, since a second set of threads gets in the way.
    private static Kernel convolution(Site site, boolean transposed, long groups, boolean oneDnn) {
        if (!transposed && groups == 1 && thin(site, oneDnn)) {
            return ThinConvolution.of(site).kernel(site);
        }
        if (oneDnn && site.parameter(1)) {
            boolean biased = site.inputs() == 3;
            OneDnnConvolution convolution = new OneDnnConvolution(site, shape(site, transposed, groups),
                    site.node().inputs().get(1), weight -> weight(weight, groups), biased);
            return Kernel.of(in -> convolution.run(Natives.channelsLast(in[0]), in[1], biased ? in[2] : null));
        }
        if (transposed || !oneDnn || site.half()) {
            return forward(site, transposed, groups);
        }
        Geometry geometry = Geometry.of(site);
        TensorOptional none = site.natives().none();
        return Kernel.of(in -> torch.mkldnn_convolution(Natives.channelsLast(in[0]), weight(in[1], groups),
                in.length == 3 ? new TensorOptional(in[2]) : none,
                geometry.padding(), geometry.stride(), geometry.dilation(), groups));
    }

    private static Kernel forward(Site site, boolean transposed, long groups) {
        Geometry geometry = Geometry.of(site);
        TensorOptional none = site.natives().none();
        return Kernel.of(in -> torch.convolution(Natives.channelsLast(in[0]), weight(in[1], groups),
                in.length == 3 ? new TensorOptional(in[2]) : none,
                geometry.stride(), geometry.padding(), geometry.dilation(), transposed, ZERO, groups));
    }

    // ND4J's depthwise weights are [1, channels, k, k], LibTorch's [channels, 1, k, k]; the memory is the same.
    private static Tensor weight(Tensor given, long groups) {
        return groups == 1 ? given : given.reshape(groups, 1, given.size(2), given.size(3));
    }

    private static Kernel gradient(Site site, boolean transposed, long groups, boolean oneDnn) {
        if (!transposed && groups == 1 && thin(site, oneDnn)) {
            return ThinConvolution.of(site).gradient(site);
        }
        boolean biased = site.inputs() == 4;
        int last = site.inputs() - 1;
        if (oneDnn && site.parameter(1)) {
            OneDnnConvolutionGradient gradient = new OneDnnConvolutionGradient(site, shape(site, transposed, groups),
                    site.node().inputs().get(1), weight -> weight(weight, groups), biased);
            long[] weights = site.inputShape(1);
            return in -> {
                Tensor[] made = gradient.run(Natives.channelsLast(in[0]), in[1], Natives.channelsLast(in[last]));
                made[1] = made[1] == null || groups == 1 ? made[1] : made[1].reshape(weights);
                return made;
            };
        }
        Geometry geometry = Geometry.of(site);
        boolean[] read = {site.reads(0), site.reads(1), biased && site.reads(2)};
        BoolPointer mask = site.natives().mask(read);
        long[] shape = site.inputShape(1);
        long[] channels = {site.inputShape(last)[1]};
        LongArrayRefOptional noBias = site.natives().keep(new LongArrayRefOptional());
        return in -> {
            Tensor given = Natives.channelsLast(in[last]);
            Tensor map = Natives.channelsLast(in[0]);
            Tensor weight = weight(in[1], groups);
            T_TensorTensorTensor_T found = read[2]
                    ? torch.convolution_backward(given, map, weight, channels, geometry.stride(), geometry.padding(),
                            geometry.dilation(), transposed, ZERO, groups, mask)
                    : torch.convolution_backward(given, map, weight, noBias, geometry.stride(), geometry.padding(),
                            geometry.dilation(), transposed, ZERO, groups, mask);
            Tensor[] gradients = new Tensor[last];
            gradients[0] = read[0] ? Natives.share(found.get0()) : null;
            gradients[1] = read[1] ? found.get1().reshape(shape) : null;
            if (read[2]) {
                gradients[2] = Natives.share(found.get2());
            }
            return gradients;
        };
    }
}
