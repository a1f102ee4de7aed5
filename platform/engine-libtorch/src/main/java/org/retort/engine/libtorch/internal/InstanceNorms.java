package org.retort.engine.libtorch.internal;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.InstanceNormGradient;

/**
 * Instance norm in channels-last memory, where an image is a matrix of pixels by channels: sums over pixels are products
 * with a row of ones, the rest is one multiply-add over all elements. LibTorch's own norms either want each channel in
 * one piece, which costs two copies around every convolution, or take 20 times as long in this order.
 */
final class InstanceNorms {
    private InstanceNorms() {}

    static void register(Map<String, Factory> library) {
        library.put(InstanceNorm.NAME, site -> forward(site, y -> y));
        library.put(NormThenRectifier.NAME, site -> {
            if (site.node().steps().get(1).op().opName().equals("relu")) {
                return forward(site, Tensor::relu_);
            }
            Scalar slope = site.scalar(site.scalarValue(1));
            return forward(site, y -> torch.leaky_relu_(y, slope));
        });
        library.put(InstanceNormGradient.NAME, InstanceNorms::gradient);
    }

    /** An image's pixels by its channels: [N, H * W, C] over channels-last memory, without copying. */
    private record Pixels(long images, long channels, long height, long width, ScalarTypeOptional floats) {
        static Pixels of(Site site) {
            long[] shape = site.inputShape(0);
            return new Pixels(shape[0], shape[1], shape[2], shape[3],
                    site.natives().keep(new ScalarTypeOptional(torch.ScalarType.Float)));
        }

        long area() {
            return height * width;
        }

        Tensor rows(Tensor x) {
            return x.contiguous(torch.MemoryFormat.ChannelsLast)
                    .permute(0, 2, 3, 1)
                    .view(images, area(), channels);
        }

        Tensor map(Tensor rows) {
            return rows.view(images, height, width, channels).permute(0, 3, 1, 2);
        }

        Tensor sum(Tensor rows) {
            return rows.sum(new long[] {1}, true, floats);
        }

        Tensor perImage(Tensor statistics) {
            return statistics.view(images, 1, channels);
        }
    }

    private static Kernel forward(Site site, UnaryOperator<Tensor> rectifier) {
        Pixels pixels = Pixels.of(site);
        Scalar share = site.scalar(1.0 / pixels.area());
        Scalar epsilon = site.scalar(site.number(0, 0));
        long[] statistics = {pixels.images(), pixels.channels()};
        boolean half = site.half();
        return in -> {
            Tensor x = pixels.rows(in[0]);
            Tensor mean = pixels.sum(x).mul_(share);
            Tensor centred = x.sub(mean);
            Tensor deviation = pixels.sum(centred.square()).mul_(share).add_(epsilon).rsqrt_();
            Tensor y = torch.addcmul_out(centred, in[2], centred, deviation.mul(in[1]));
            rectifier.apply(y);
            return new Tensor[] {pixels.map(half ? centred.to(torch.ScalarType.BFloat16) : centred), mean.view(statistics), deviation.view(statistics)};
        };
    }

    private static Kernel gradient(Site site) {
        Pixels pixels = Pixels.of(site);
        Scalar share = site.scalar(-1.0 / pixels.area());
        boolean half = site.half();
        return in -> {
            Tensor g = pixels.rows(in[4]);
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
