package org.retort.engine.libtorch.internal;

import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.InstanceNormGradient;

/**
 * Instance norm in channels-last memory, where an image is a matrix of pixels by channels: sums over pixels, then one
 * multiply-add over all elements. LibTorch's own norms want each channel in one piece, which costs two copies around every
 * convolution. On the CPU, oneDNN has a kernel for the norm; for its gradient it has none that is fast.
 */
final class InstanceNorms {
    private InstanceNorms() {}

    /** @param oneDnn whether oneDNN computes on the device */
    static void register(Map<String, Factory> library, boolean oneDnn) {
        library.put(InstanceNorm.NAME, site -> forward(site, oneDnn, OptionalDouble.empty()));
        library.put(NormThenRectifier.NAME, site -> {
            boolean plain = site.node().steps().get(1).op().opName().equals("relu");
            return forward(site, oneDnn, OptionalDouble.of(plain ? 0 : site.scalarValue(1)));
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

    private static Kernel forward(Site site, boolean oneDnn, OptionalDouble slope) {
        boolean given = Half.is(site.node().input());
        if (oneDnn && OneDnn.available(given || site.half())) {
            OneDnnInstanceNorm norm = new OneDnnInstanceNorm(site, given, slope);
            return in -> norm.run(Natives.channelsLast(in[0]), in[1], in[2]);
        }
        return byOps(site, slope);
    }

    private static Kernel byOps(Site site, OptionalDouble slope) {
        Pixels pixels = Pixels.of(site);
        Scalar share = site.scalar(1.0 / pixels.area());
        Scalar epsilon = site.scalar(site.number(0, 0));
        Scalar below = site.scalar(slope.orElse(0));
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
            if (slope.isPresent()) {
                torch.leaky_relu_(y, below);
            }
            return new Tensor[] {pixels.map(y), mean.view(statistics), deviation.view(statistics)};
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
