package org.retort.engine.libtorch.internal;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.impl.summarystats.Variance;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;

/** Kernels that go over axes, and their gradients. */
final class Reductions {
    private Reductions() {}

    /** A reduction over axes, which it keeps with length 1 or drops. */
    @FunctionalInterface
    private interface Over {
        Tensor apply(Tensor x, long[] axes, boolean keep);
    }

    /** The gradient of a reduction: x, the reduction's gradient with the axes kept, axes. */
    @FunctionalInterface
    private interface Back {
        Tensor apply(Tensor x, Tensor gradient, long[] axes);
    }

    static void register(Map<String, Factory> library) {
        library.put("reduce_sum", site -> reduction(site, sum(site)));
        library.put("reduce_mean", site -> reduction(site, mean(site)));
        library.put("reduce_max", site -> reduction(site, Tensor::amax));
        library.put("reduce_min", site -> reduction(site, Tensor::amin));
        library.put("reduce_norm1", site -> reduction(site, norm(site, 1)));
        library.put("reduce_norm2", site -> reduction(site, norm(site, 2)));
        library.put("var", site -> spread(site, Tensor::var));
        library.put("std", site -> spread(site, Tensor::std));

        library.put("reduce_sum_bp", site -> {
            long[] shape = site.inputShape(0);
            return gradient(site, (x, g, axes) -> g.expand(shape));
        });
        library.put("reduce_mean_bp", site -> {
            long[] shape = site.inputShape(0);
            Scalar count = site.scalar(count(site));
            return gradient(site, (x, g, axes) -> g.div(count).expand(shape));
        });
        // Where several elements are the largest, each gets the gradient.
        library.put("reduce_max_bp", site -> gradient(site, (x, g, axes) -> g.mul(x.eq(x.amax(axes, true)))));
        library.put("reduce_min_bp", site -> gradient(site, (x, g, axes) -> g.mul(x.eq(x.amin(axes, true)))));
        library.put("reduce_norm1_bp", site -> gradient(site, (x, g, axes) -> x.sign().mul(g)));
        library.put("reduce_norm2_bp", site -> {
            Over norm = norm(site, 2);
            return gradient(site, (x, g, axes) -> x.mul(g.div(norm.apply(x, axes, true))));
        });
        library.put("reduce_variance_bp", site -> {
            Over mean = mean(site);
            Scalar factor = site.scalar(2 / (count(site) - (site.flag(1) ? 1 : 0)));
            return gradient(site, (x, g, axes) -> x.sub(mean.apply(x, axes, true)).mul(g.mul(factor)));
        });
        library.put("reduce_stdev_bp", site -> {
            Over mean = mean(site);
            boolean corrected = site.flag(1);
            Scalar factor = site.scalar(1 / (count(site) - (corrected ? 1 : 0)));
            return gradient(site, (x, g, axes) -> x.sub(mean.apply(x, axes, true))
                    .mul(g.mul(factor).div(x.std(axes, corrected, true))));
        });
        library.put("standardize", Reductions::standardize);
        library.put("standardize_bp", Reductions::standardizeGradient);
        library.put("softmax", site -> {
            long axis = axis(site);
            return Kernel.of(in -> in[0].softmax(axis));
        });
        library.put("log_softmax", site -> {
            long axis = axis(site);
            return Kernel.of(in -> in[0].log_softmax(axis));
        });
        library.put("softmax_bp", site -> {
            Over sum = sum(site);
            long[] axis = {axis(site)};
            return Kernel.of(in -> {
                Tensor s = in[0].softmax(axis[0]);
                return in[1].sub(sum.apply(in[1].mul(s), axis, true)).mul(s);
            });
        });
        library.put("log_softmax_bp", site -> {
            Over sum = sum(site);
            long[] axis = {axis(site)};
            return Kernel.of(in -> in[1].sub(in[0].softmax(axis[0]).mul(sum.apply(in[1], axis, true))));
        });
    }

    private static Over sum(Site site) {
        ScalarTypeOptional sameType = site.natives().keep(new ScalarTypeOptional());
        return (x, axes, keep) -> x.sum(axes, keep, sameType);
    }

    private static Over mean(Site site) {
        ScalarTypeOptional sameType = site.natives().keep(new ScalarTypeOptional());
        return (x, axes, keep) -> x.mean(axes, keep, sameType);
    }

    private static Over norm(Site site, double order) {
        ScalarOptional p = site.natives().keep(new ScalarOptional(site.scalar(order)));
        return (x, axes, keep) -> x.norm(p, axes, keep);
    }

    private static long axis(Site site) {
        long[] given = site.integers();
        return given.length == 0 ? site.inputShape(0).length - 1 : given[0];
    }

    private static Kernel reduction(Site site, Over body) {
        long[] axes = site.reducedAxes();
        boolean keep = site.node().step().op() instanceof BaseReduceOp op && op.isKeepDims();
        if (axes.length == 0) {
            return Kernel.of(in -> in[0].clone());
        }
        return Kernel.of(in -> body.apply(in[0], axes, keep));
    }

    private static Kernel spread(Site site, Spread body) {
        boolean corrected = ((Variance) site.node().step().op()).isBiasCorrected();
        return reduction(site, (x, axes, keep) -> body.apply(x, axes, corrected, keep));
    }

    @FunctionalInterface
    private interface Spread {
        Tensor apply(Tensor x, long[] axes, boolean corrected, boolean keep);
    }

    /** The elements that go into one result. */
    private static double count(Site site) {
        double product = 1;
        for (long axis : site.reducedAxes()) {
            product *= site.inputShape(0)[(int) axis];
        }
        return product;
    }

    private static Kernel gradient(Site site, Back body) {
        long[] axes = site.reducedAxes();
        long[] kept = site.inputShape(0);
        for (long axis : axes) {
            kept[(int) axis] = 1;
        }
        return Kernel.of(in -> body.apply(in[0], in[1].reshape(kept), axes));
    }

    private static Kernel standardize(Site site) {
        long[] axes = site.reducedAxes();
        Over mean = mean(site);
        return Kernel.of(in -> {
            Tensor centred = in[0].sub(mean.apply(in[0], axes, true));
            return centred.div(in[0].std(axes, false, true));
        });
    }

    private static Kernel standardizeGradient(Site site) {
        long[] axes = site.reducedAxes();
        Over mean = mean(site);
        return Kernel.of(in -> {
            Tensor deviation = in[0].std(axes, false, true);
            Tensor z = in[0].sub(mean.apply(in[0], axes, true)).div(deviation);
            Tensor g = in[1];
            return g.sub(mean.apply(g, axes, true))
                    .sub(z.mul(mean.apply(g.mul(z), axes, true)))
                    .div(deviation);
        });
    }
}
