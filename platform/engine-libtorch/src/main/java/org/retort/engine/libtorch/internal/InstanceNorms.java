package org.retort.engine.libtorch.internal;

import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.InstanceNormGradient;

/**
 * Instance norm in channels-last memory, where an image is a matrix of pixels by channels: sums over pixels, then one
 * multiply-add over all elements. LibTorch's own norms want each channel in one piece, which costs two copies around every
 * convolution; its group norm has a way of its own in this order, which for large maps is the fastest, and for small ones
 * and for gradients takes 20 times as long as this.
 */
final class InstanceNorms {
    /** Pixels from which on LibTorch's group norm in channels-last memory goes over them in parallel. */
    private static final long LARGE = 1024;

    private InstanceNorms() {}

    /** @param cpu whether the device is a CPU */
    static void register(Map<String, Factory> library, boolean cpu) {
        library.put(InstanceNorm.NAME, site -> forward(site, cpu, y -> {}));
        library.put(NormThenRectifier.NAME, site -> {
            if (site.node().steps().get(1).op().opName().equals("relu")) {
                return forward(site, cpu, Tensor::relu_);
            }
            Scalar slope = site.scalar(site.scalarValue(1));
            return forward(site, cpu, y -> torch.leaky_relu_(y, slope));
        });
        library.put(InstanceNormGradient.NAME, InstanceNorms::gradient);
    }

    /** An image's pixels by its channels: [N, H * W, C] over channels-last memory, without copying. */
    private record Pixels(long images, long channels, long height, long width, ScalarTypeOptional sameType) {
        static Pixels of(Site site) {
            long[] shape = site.inputShape(0);
            return new Pixels(shape[0], shape[1], shape[2], shape[3],
                    site.natives().keep(new ScalarTypeOptional()));
        }

        long area() {
            return height * width;
        }

        Tensor rows(Tensor x) {
            return Natives.channelsLast(x)
                    .permute(0, 2, 3, 1)
                    .view(images, area(), channels);
        }

        Tensor map(Tensor rows) {
            return rows.view(images, height, width, channels).permute(0, 3, 1, 2);
        }

        /** The same as 32-bit floats; itself where it is that already. */
        Tensor floats(Tensor rows) {
            return rows.to(torch.ScalarType.Float);
        }

        Tensor sum(Tensor rows) {
            return rows.sum(new long[] {1}, true, sameType);
        }

        Tensor perImage(Tensor statistics) {
            return statistics.view(images, 1, channels);
        }
    }

    private static Kernel forward(Site site, boolean cpu, Consumer<Tensor> rectifier) {
        Pixels pixels = Pixels.of(site);
        if (cpu && pixels.area() >= LARGE) {
            return ofGroups(site, pixels, rectifier);
        }
        if (pixels.images() == 1) {
            return ofOneImage(site, rectifier);
        }
        Scalar share = site.scalar(1.0 / pixels.area());
        Scalar epsilon = site.scalar(site.number(0, 0));
        long[] statistics = {pixels.images(), pixels.channels()};
        boolean half = site.half();
        return in -> {
            Tensor given = pixels.rows(in[0]);
            Tensor x = pixels.floats(given);
            Tensor mean = pixels.sum(x).mul_(share);
            Tensor centred = x.is_same(given) ? x.sub(mean) : x.sub_(mean);
            Tensor deviation = pixels.sum(centred.square()).mul_(share).add_(epsilon).rsqrt_();
            torch.addcmul_out(centred, in[2], centred, deviation.mul(in[1]));
            Tensor y = half ? centred.to(torch.ScalarType.BFloat16) : centred;
            rectifier.accept(y);
            return new Tensor[] {pixels.map(y), mean.view(statistics), deviation.view(statistics)};
        };
    }

    /** By LibTorch's group norm, with a group for each channel. */
    private static Kernel ofGroups(Site site, Pixels pixels, Consumer<Tensor> rectifier) {
        double epsilon = site.number(0, 0);
        return byLibTorch(site, rectifier, (map, gain, bias) -> torch.native_group_norm(
                map, gain, bias, pixels.images(), pixels.channels(), pixels.area(), pixels.channels(), epsilon));
    }

    /** By LibTorch's batch norm: for one image, its channels are the batch's. */
    private static Kernel ofOneImage(Site site, Consumer<Tensor> rectifier) {
        double epsilon = site.number(0, 0);
        TensorOptional none = site.natives().none();
        return byLibTorch(site, rectifier, (map, gain, bias) ->
                torch.native_batch_norm(map, gain, bias, none, none, true, 0, epsilon));
    }

    /** A norm of LibTorch's: normalised map, mean, and the inverse of the deviation. */
    @FunctionalInterface
    private interface Norm {
        T_TensorTensorTensor_T of(Tensor map, TensorOptional gain, TensorOptional bias);
    }

    private static Kernel byLibTorch(Site site, Consumer<Tensor> rectifier, Norm norm) {
        boolean half = site.half();
        boolean widened = !half && Half.is(site.node().input());
        boolean statistics = site.reads(1) || site.reads(2);
        long[] shape = {site.inputShape(0)[0], site.inputShape(0)[1]};
        return in -> {
            Tensor given = Natives.channelsLast(in[0]);
            T_TensorTensorTensor_T found = norm.of(
                    widened ? given.to(torch.ScalarType.Float) : given, new TensorOptional(in[1]), new TensorOptional(in[2]));
            Tensor y = half ? found.get0().to(torch.ScalarType.BFloat16) : found.get0();
            rectifier.accept(y);
            return new Tensor[] {
                Natives.share(y),
                statistics ? found.get1().view(shape) : null,
                statistics ? found.get2().view(shape) : null
            };
        };
    }

    private static Kernel gradient(Site site) {
        Pixels pixels = Pixels.of(site);
        Scalar share = site.scalar(-1.0 / pixels.area());
        boolean half = site.half();
        return in -> {
            Tensor g = pixels.floats(pixels.rows(in[4]));
            Tensor deviation = pixels.perImage(in[3]);
            Tensor z = pixels.rows(in[0]).sub(pixels.perImage(in[2])).mul_(deviation);
            Tensor sum = pixels.sum(g);
            Tensor projection = pixels.sum(g.mul(z));
            Tensor[] gradients = new Tensor[3];
            if (site.reads(0)) {
                Tensor scale = deviation.mul(in[1]);
                Tensor factor = scale.mul(share);
                // scale * g - scale * mean(g) - scale * z * mean(g * z)
                Tensor found = torch.addcmul_out(z, sum.mul(factor), z, projection.mul(factor));
                found.addcmul_(g, scale);
                gradients[0] = pixels.map(half ? found.to(torch.ScalarType.BFloat16) : found);
            }
            gradients[1] = site.reads(1) ? projection.sum(0, 1) : null;
            gradients[2] = site.reads(2) ? sum.sum(0, 1) : null;
            return gradients;
        };
    }
}
