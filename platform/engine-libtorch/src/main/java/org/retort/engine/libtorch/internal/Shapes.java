package org.retort.engine.libtorch.internal;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.KernelLibrary.Factory;

/** Kernels that move values without changing them. */
final class Shapes {
    private Shapes() {}

    static void register(Map<String, Factory> library) {
        Factory reshape = Shapes::reshape;
        library.put("reshape", reshape);
        library.put("expand_dims", reshape);
        library.put("squeeze", reshape);
        library.put("identity", site -> Kernel.of(in -> Natives.share(in[0])));
        library.put("permute", site -> {
            long[] order = site.integers();
            return Kernel.of(in -> in[0].permute(order));
        });
        library.put("transpose", site -> Kernel.of(in -> in[0].t()));
        library.put("tile", site -> {
            long[] repeats = site.integers();
            return Kernel.of(in -> in[0].repeat(repeats));
        });
        library.put("tile_bp", Shapes::tileGradient);
        library.put("concat", Shapes::concat);
        library.put("concat_bp", Shapes::concatGradient);
        library.put("stack", site -> {
            long axis = site.integers()[0];
            return Kernel.of(in -> torch.stack(new TensorVector(in), axis));
        });
        library.put("unstack", Shapes::unstack);
        library.put("slice", site -> slice(Cut.ofSlice(site)));
        library.put("slice_bp", site -> sliceGradient(site, Cut.ofSlice(site)));
        library.put("strided_slice", site -> slice(Cut.ofStridedSlice(site)));
        library.put("strided_slice_bp", site -> sliceGradient(site, Cut.ofStridedSlice(site)));
        library.put("pad", Shapes::pad);
        library.put("depth_to_space", site -> {
            long block = channelsFirstBlock(site);
            return Kernel.of(in -> depthToSpace(in[0], block));
        });
        library.put("space_to_depth", site -> {
            long block = channelsFirstBlock(site);
            return Kernel.of(in -> spaceToDepth(in[0], block));
        });
        library.put("zeroslike", site -> Kernel.of(in -> torch.zeros_like(in[0])));
        library.put("ones_as", site -> Kernel.of(in -> torch.ones_like(in[0])));
        library.put("assign", site -> {
            long[] shape = site.outputShape(0);
            return Kernel.of(in -> in[1].expand(shape));
        });
    }

    private static Kernel reshape(Site site) {
        long[] shape = site.outputShape(0);
        return Kernel.of(in -> in[0].reshape(shape));
    }

    /** Sums over the copies: [c * n] as [c, n], and away with c. */
    private static Kernel tileGradient(Site site) {
        long[] whole = site.inputShape(0);
        long[] repeats = site.integers();
        long[] split = new long[2 * whole.length];
        long[] copies = new long[whole.length];
        for (int axis = 0; axis < whole.length; axis++) {
            split[2 * axis] = repeats[axis];
            split[2 * axis + 1] = whole[axis];
            copies[axis] = 2L * axis;
        }
        return Kernel.of(in -> in[1].reshape(split).sum(copies));
    }

    private static Kernel concat(Site site) {
        long axis = Math.floorMod(site.integers()[0], (long) site.outputShape(0).length);
        return Kernel.of(in -> torch.cat(new TensorVector(in), axis));
    }

    private static Kernel concatGradient(Site site) {
        int parts = site.inputs() - 1;
        long axis = Math.floorMod(site.integers()[0], (long) site.inputShape(0).length);
        return in -> {
            Tensor[] gradients = new Tensor[parts];
            long begin = 0;
            for (int part = 0; part < parts; part++) {
                long length = site.inputShape(part)[(int) axis];
                gradients[part] = site.reads(part) ? in[parts].narrow(axis, begin, length) : null;
                begin += length;
            }
            return gradients;
        };
    }

    private static Kernel unstack(Site site) {
        long axis = site.integers()[0];
        int count = site.node().outputs().size();
        return in -> {
            Tensor[] parts = new Tensor[count];
            for (int part = 0; part < count; part++) {
                parts[part] = site.reads(part) ? in[0].select(axis, part) : null;
            }
            return parts;
        };
    }

    /** Which part of each axis a slice takes. */
    private record Cut(long[] begin, long[] stride, long[] kept, long[] result) {
        static Cut ofSlice(Site site) {
            long[] whole = site.inputShape(0);
            int rank = whole.length;
            boolean gradient = site.node().op().endsWith("_bp");
            long[] arguments = site.integers();
            long[] begin = arguments.length == 2 * rank ? Arrays.copyOf(arguments, rank) : site.constant(1);
            long[] result = gradient ? site.inputShape(site.inputs() - 1) : site.outputShape(0);
            long[] ones = new long[rank];
            Arrays.fill(ones, 1);
            return new Cut(begin, ones, result, result);
        }

        static Cut ofStridedSlice(Site site) {
            long[] whole = site.inputShape(0);
            boolean gradient = site.node().op().endsWith("_bp");
            long[] arguments = site.integers();
            int given = (arguments.length - 5) / 3;
            if (arguments.length != 5 + 3 * given || given < 1 || arguments[1] != 0 || arguments[3] != 0) {
                throw site.refused("has arguments " + Arrays.toString(arguments) + "; engine libtorch wants begin, end"
                        + " and stride of the first axes, without ellipsis and new axes");
            }
            long[] result = gradient ? site.inputShape(site.inputs() - 1) : site.outputShape(0);
            long[] begin = new long[whole.length];
            long[] stride = new long[whole.length];
            long[] kept = new long[whole.length];
            for (int axis = 0, from = 0; axis < whole.length; axis++) {
                boolean fromStart = axis >= given || (arguments[0] >> axis & 1) == 1;
                boolean shrunk = axis < given && (arguments[4] >> axis & 1) == 1;
                stride[axis] = axis < given ? arguments[5 + 2 * given + axis] : 1;
                if (stride[axis] < 1) {
                    throw site.refused("has stride " + stride[axis] + "; engine libtorch wants strides of at least 1");
                }
                begin[axis] = fromStart ? 0 : Math.floorMod(arguments[5 + axis], whole[axis]);
                kept[axis] = shrunk ? 1 : result[from++];
            }
            return new Cut(begin, stride, kept, result);
        }

        Tensor of(Tensor whole) {
            Tensor part = whole;
            for (int axis = 0; axis < begin.length; axis++) {
                if (kept[axis] != part.size(axis)) {
                    long end = begin[axis] + (kept[axis] - 1) * stride[axis] + 1;
                    part = part.slice(axis, new LongOptional(begin[axis]), new LongOptional(end), stride[axis]);
                }
            }
            return part == whole ? Natives.share(whole) : part;
        }
    }

    private static Kernel slice(Cut cut) {
        return Kernel.of(in -> cut.of(in[0]).reshape(cut.result()));
    }

    private static Kernel sliceGradient(Site site, Cut cut) {
        int last = site.inputs() - 1;
        return Kernel.of(in -> {
            Tensor whole = torch.zeros_like(in[0]);
            cut.of(whole).copy_(in[last].reshape(cut.kept()));
            return whole;
        });
    }

    private static Kernel pad(Site site) {
        if (site.integers()[0] != 0) {
            throw site.refused("has mode " + site.integers()[0] + "; engine libtorch pads with a constant alone, mode 0");
        }
        long[] amounts = site.constant(1);
        int rank = site.inputShape(0).length;
        // LibTorch counts axes from the last one.
        long[] reversed = new long[2 * rank];
        for (int axis = 0; axis < rank; axis++) {
            reversed[2 * axis] = amounts[2 * (rank - 1 - axis)];
            reversed[2 * axis + 1] = amounts[2 * (rank - 1 - axis) + 1];
        }
        var value = site.scalar(site.number(0, 0));
        return Kernel.of(in -> torch.constant_pad_nd(in[0], reversed, value));
    }

    private static long channelsFirstBlock(Site site) {
        long[] arguments = site.integers();
        if (arguments[1] != 0) {
            throw site.refused("works on NHWC; engine libtorch wants NCHW");
        }
        return arguments[0];
    }

    // The block's position comes before the channel in ND4J, after it in LibTorch's pixel_shuffle.
    private static Tensor depthToSpace(Tensor x, long block) {
        long[] s = {x.size(0), x.size(1), x.size(2), x.size(3)};
        long channels = s[1] / (block * block);
        return x.reshape(s[0], block, block, channels, s[2], s[3])
                .permute(0, 3, 4, 1, 5, 2)
                .reshape(s[0], channels, s[2] * block, s[3] * block);
    }

    private static Tensor spaceToDepth(Tensor x, long block) {
        long[] s = {x.size(0), x.size(1), x.size(2), x.size(3)};
        return x.reshape(s[0], s[1], s[2] / block, block, s[3] / block, block)
                .permute(0, 3, 5, 1, 2, 4)
                .reshape(s[0], s[1] * block * block, s[2] / block, s[3] / block);
    }
}
