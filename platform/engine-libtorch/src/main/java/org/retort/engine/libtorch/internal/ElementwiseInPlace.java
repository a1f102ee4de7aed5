package org.retort.engine.libtorch.internal;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;
import org.retort.engine.op.LeakyReluGradient;

/** Kernels that work on each element alone, to new memory or over the input that {@link InPlace} chose. */
final class ElementwiseInPlace {
    private ElementwiseInPlace() {}

    static void register(Map<String, Factory> library) {
        library.put("neg", site -> unary(site, Tensor::neg, Tensor::neg_));
        library.put("tanh", site -> unary(site, Tensor::tanh, Tensor::tanh_));
        library.put("relu", site -> {
            if (site.scalarValue(0) != 0) {
                throw site.refused("has the cutoff " + site.scalarValue(0) + "; engine libtorch has 0 alone");
            }
            return unary(site, Tensor::relu, Tensor::relu_);
        });
        library.put("leakyrelu", site -> {
            Scalar slope = site.scalar();
            return unary(site, x -> torch.leaky_relu(x, slope), x -> torch.leaky_relu_(x, slope));
        });
        library.put("mul_scalar", site -> {
            Scalar number = site.scalar();
            return unary(site, x -> x.mul(number), x -> x.mul_(number));
        });
        library.put("add_scalar", site -> {
            Scalar number = site.scalar();
            return unary(site, x -> x.add(number), x -> x.add_(number));
        });
        library.put("add", site -> binary(site, Tensor::add, Tensor::add_, Tensor::add_));
        library.put("multiply", site -> binary(site, Tensor::mul, Tensor::mul_, Tensor::mul_));
        library.put("subtract", site -> binary(site, Tensor::sub, Tensor::sub_, null));
        library.put(LeakyReluGradient.NAME, ElementwiseInPlace::rectifierGradient);
        library.put(Half.TO_HALF, site -> Kernel.of(in -> in[0].to(torch.ScalarType.BFloat16)));
        library.put(Half.TO_FLOAT, site -> Kernel.of(in -> in[0].to(torch.ScalarType.Float)));
    }

    private static Kernel unary(Site site, UnaryOperator<Tensor> fresh, UnaryOperator<Tensor> over) {
        return site.overwritten() == Node.NONE
                ? Kernel.of(in -> fresh.apply(in[0]))
                : Kernel.of(in -> Natives.share(over.apply(in[0])));
    }

    /**
     * @param overFirst writes over its first argument
     * @param overSecond writes over the second input, which it gets first
     */
    private static Kernel binary(
            Site site,
            BinaryOperator<Tensor> fresh,
            BinaryOperator<Tensor> overFirst,
            BinaryOperator<Tensor> overSecond) {
        return switch (site.overwritten()) {
            case 0 -> Kernel.of(in -> Natives.share(overFirst.apply(in[0], in[1])));
            case 1 -> Kernel.of(in -> Natives.share(overSecond.apply(in[1], in[0])));
            default -> Kernel.of(in -> fresh.apply(in[0], in[1]));
        };
    }

    private static Kernel rectifierGradient(Site site) {
        double slope = site.number(0, 0);
        Scalar number = site.scalar(slope);
        boolean over = site.overwritten() == 1;
        if (slope == 0) {
            return Kernel.of(in -> over
                    ? Natives.share(torch.threshold_backward_out(in[1], in[1], in[0], number))
                    : torch.threshold_backward(in[1], in[0], number));
        }
        return Kernel.of(in -> over
                ? Natives.share(torch.leaky_relu_backward_out(in[1], in[1], in[0], number, false))
                : torch.leaky_relu_backward(in[1], in[0], number, false));
    }
}
