package org.retort.engine.libtorch.internal;

import java.util.Map;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.InstanceNormGradient;

/** Instance norm by LibTorch's batch norm: each channel of each image is a channel of one image of N * C channels. */
final class InstanceNorms {
    private InstanceNorms() {}

    static void register(Map<String, Factory> library) {
        library.put(InstanceNorm.NAME, InstanceNorms::forward);
        library.put(InstanceNormGradient.NAME, InstanceNorms::gradient);
    }

    private static Kernel forward(Site site) {
        long[] shape = site.inputShape(0);
        long[] whole = {1, shape[0] * shape[1], shape[2], shape[3]};
        long[] perImage = {shape[0], shape[1]};
        double epsilon = site.number(0, 0);
        TensorOptional none = site.natives().none();
        return in -> {
            T_TensorTensorTensor_T found = torch.native_batch_norm(
                    in[0].contiguous().view(whole),
                    new TensorOptional(in[1].repeat(shape[0])),
                    new TensorOptional(in[2].repeat(shape[0])),
                    none, none, true, 0, epsilon);
            return new Tensor[] {
                found.get0().view(shape), found.get1().view(perImage), found.get2().view(perImage)
            };
        };
    }

    private static Kernel gradient(Site site) {
        long[] shape = site.inputShape(0);
        long[] whole = {1, shape[0] * shape[1], shape[2], shape[3]};
        long[] perImage = {shape[0], shape[1]};
        boolean[] read = {site.reads(0), site.reads(1), site.reads(2)};
        BoolPointer mask = site.natives().mask(read);
        TensorOptional none = site.natives().none();
        return in -> {
            T_TensorTensorTensor_T found = torch.native_batch_norm_backward(
                    in[4].contiguous().view(whole),
                    in[0].contiguous().view(whole),
                    new TensorOptional(in[1].repeat(shape[0])),
                    none, none,
                    new TensorOptional(in[2].reshape(whole[1])),
                    new TensorOptional(in[3].reshape(whole[1])),
                    true, 0, mask);
            return new Tensor[] {
                read[0] ? found.get0().view(shape) : null,
                read[1] ? found.get1().view(perImage).sum(0) : null,
                read[2] ? found.get2().view(perImage).sum(0) : null
            };
        };
    }
}
