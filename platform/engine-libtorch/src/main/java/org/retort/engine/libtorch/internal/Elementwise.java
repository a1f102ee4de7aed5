package org.retort.engine.libtorch.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;

/** Kernels that work on each element alone; those that can work in place are {@link ElementwiseInPlace}'s. */
final class Elementwise {
    private Elementwise() {}

    static void register(Map<String, Factory> library) {
        unary(library, "abs", Tensor::abs);
        unary(library, "sign", Tensor::sign);
        unary(library, "exp", Tensor::exp);
        unary(library, "log", Tensor::log);
        unary(library, "sqrt", Tensor::sqrt);
        unary(library, "square", Tensor::square);
        unary(library, "sigmoid", Tensor::sigmoid);
        unary(library, "softplus", torch::softplus);
        unary(library, "swish", torch::silu);
        binary(library, "divide", Tensor::div);
        binary(library, "maximum", torch::maximum);
        binary(library, "minimum", torch::minimum);
        binary(library, "equals", Tensor::eq);
        scalar(library, "sub_scalar", Tensor::sub);
        scalar(library, "div_scalar", Tensor::div);
        scalar(library, "rsub_scalar", (x, s) -> torch.rsub(x, s));
        scalar(library, "pow", Tensor::pow);
        scalar(library, "greaterthan_scalar", Tensor::gt);
        scalar(library, "lessthan_scalar", Tensor::lt);
        library.put("rdiv_scalar", site -> {
            Scalar number = site.scalar();
            return Kernel.of(in -> in[0].reciprocal().mul(number));
        });
        library.put("ClipByValue", site -> {
            ScalarOptional low = site.natives().keep(new ScalarOptional(site.scalar(site.number(0, 0))));
            ScalarOptional high = site.natives().keep(new ScalarOptional(site.scalar(site.number(0, 1))));
            return Kernel.of(in -> torch.clamp(in[0], low, high));
        });
        library.put("cast", Elementwise::cast);
        library.put("gelu", site -> {
            Scalar steepness = site.scalar(1.702);
            return Kernel.of(in -> in[0].mul(in[0].mul(steepness).sigmoid()));
        });
        library.put("elu", site -> {
            Scalar alpha = site.scalar(site.number(0, 0));
            Scalar one = site.scalar(1);
            return Kernel.of(in -> torch.elu(in[0], alpha, one, one));
        });
        gradients(library);
    }

    private static void gradients(Map<String, Factory> library) {
        binary(library, "tanh_bp", (x, g) -> torch.tanh_backward(g, x.tanh()));
        binary(library, "sigmoid_bp", (x, g) -> torch.sigmoid_backward(g, x.sigmoid()));
        binary(library, "tanh_bp" + GradientFromOutput.OF_OUTPUT, (y, g) -> torch.tanh_backward(g, y));
        binary(library, "sigmoid_bp" + GradientFromOutput.OF_OUTPUT, (y, g) -> torch.sigmoid_backward(g, y));
        library.put("elu_bp", site -> {
            Scalar alpha = site.scalar(site.number(0, 0));
            Scalar one = site.scalar(1);
            return Kernel.of(in -> torch.elu_backward(in[1], alpha, one, one, false, in[0]));
        });
        library.put("_powderivative", site -> {
            Scalar power = site.scalar();
            Scalar less = site.scalar(site.scalarValue(0) - 1);
            return Kernel.of(in -> in[0].pow(less).mul(power));
        });
        library.put("_swishderivative", site -> Kernel.of(in -> torch.silu_backward(torch.ones_like(in[0]), in[0])));
        library.put("_geluderivative", site -> {
            Scalar steepness = site.scalar(1.702);
            return Kernel.of(in -> {
                Tensor s = in[0].mul(steepness).sigmoid();
                return s.add(in[0].mul(s).mul(torch.rsub(s, site.scalar(1))).mul(steepness));
            });
        });
        ofBinary(library, "add_bp", (in, part) -> in[2]);
        ofBinary(library, "subtract_bp", (in, part) -> part == 0 ? in[2] : in[2].neg());
        ofBinary(library, "multiply_bp", (in, part) -> in[2].mul(in[1 - part]));
        ofBinary(library, "divide_bp", (in, part) ->
                part == 0 ? in[2].div(in[1]) : in[2].mul(in[0]).neg().div(in[1].square()));
        ofBinary(library, "maximum_bp", (in, part) -> in[2].mul(part == 0 ? in[0].ge(in[1]) : in[0].lt(in[1])));
        ofBinary(library, "minimum_bp", (in, part) -> in[2].mul(part == 0 ? in[0].le(in[1]) : in[0].gt(in[1])));
        library.put("squaredsubtract", site -> Kernel.of(in -> in[0].sub(in[1]).square()));
        library.put("squaredsubtract_bp", site -> {
            Scalar two = site.scalar(2);
            return ofBinary(site, (in, part) -> {
                Tensor gradient = in[2].mul(in[0].sub(in[1])).mul(two);
                return part == 0 ? gradient : gradient.neg();
            });
        });
    }

    private static void unary(Map<String, Factory> library, String op, UnaryOperator<Tensor> body) {
        library.put(op, site -> Kernel.of(in -> body.apply(in[0])));
    }

    private static void binary(Map<String, Factory> library, String op, BiFunction<Tensor, Tensor, Tensor> body) {
        library.put(op, site -> Kernel.of(in -> body.apply(in[0], in[1])));
    }

    private static void scalar(Map<String, Factory> library, String op, BiFunction<Tensor, Scalar, Tensor> body) {
        library.put(op, site -> {
            Scalar number = site.scalar();
            return Kernel.of(in -> body.apply(in[0], number));
        });
    }

    private static void ofBinary(
            Map<String, Factory> library, String op, BiFunction<Tensor[], Integer, Tensor> gradient) {
        library.put(op, site -> ofBinary(site, gradient));
    }

    /** The gradients of an op of two inputs that are broadcast: each summed to its input's shape. */
    private static Kernel ofBinary(Site site, BiFunction<Tensor[], Integer, Tensor> gradient) {
        long[] whole = site.inputShape(2);
        return in -> {
            Tensor[] gradients = new Tensor[2];
            for (int part = 0; part < 2; part++) {
                if (site.reads(part)) {
                    long[] shape = site.inputShape(part);
                    Tensor found = gradient.apply(in, part);
                    gradients[part] = Arrays.equals(shape, whole) ? Natives.share(found) : found.sum_to_size(shape);
                }
            }
            return gradients;
        };
    }

    private static Kernel cast(Site site) {
        DataType type = site.outputType(0);
        torch.ScalarType to = switch (type) {
            case FLOAT -> torch.ScalarType.Float;
            case BOOL -> torch.ScalarType.Bool;
            case LONG -> torch.ScalarType.Long;
            case INT -> torch.ScalarType.Int;
            default -> throw site.refused("casts to " + type + "; engine libtorch casts to FLOAT, BOOL, INT and LONG");
        };
        return Kernel.of(in -> in[0].to(to));
    }
}
