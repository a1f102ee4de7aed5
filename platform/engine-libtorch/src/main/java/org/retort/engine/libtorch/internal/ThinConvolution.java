package org.retort.engine.libtorch.internal;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution of stride 1 with few output channels and a tall kernel, such as the last of a generator, in two steps:
 * each row of the kernel as a convolution of its own, all rows as channels of one result, and then the sum of these rows,
 * each moved to its place. oneDNN computes output channels 16 at a time whether they are wanted or not, so one output
 * channel costs as much as 16; this way a kernel of 7 x 7 takes a fifth of the time.
 *
 * @param outputs output channels
 * @param inputs input channels
 * @param height of the kernel
 * @param width of the kernel
 * @param vertical padding above and below
 * @param horizontal padding left and right
 * @param move weights {@code [outputs, outputs * height, height, 1]}, all 0 and 1, that move and add the rows
 * @param back weights {@code [outputs * height, outputs, height, 1]} that hand a gradient to the rows
 * @param none no bias
 */
record ThinConvolution(
        long outputs,
        long inputs,
        long height,
        long width,
        long vertical,
        long horizontal,
        Tensor move,
        Tensor back,
        TensorOptional none) {
    private static final long MOST_CHANNELS = 32;
    private static final long LOWEST_KERNEL = 5;
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};

    /** Whether a convolution of stride and dilation 1 with weights of a shape gains by it. */
    static boolean suits(long[] weight) {
        return weight[2] >= LOWEST_KERNEL && weight[0] * weight[2] <= MOST_CHANNELS;
    }

    /** @param site of the convolution or of its gradient; keeps the constants and tells their type */
    static ThinConvolution of(Site site) {
        long[] weight = site.inputShape(1);
        long[] padding = Geometry.of(site).padding();
        long outputs = weight[0];
        long height = weight[2];
        torch.ScalarType type = site.half() ? torch.ScalarType.BFloat16 : torch.ScalarType.Float;
        Natives natives = site.natives();
        try (Tensor eye = torch.eye(outputs * height);
                Tensor rows = eye.view(outputs * height, outputs, height, 1).to(type);
                Tensor flipped = rows.flip(2);
                Tensor moved = rows.permute(1, 0, 2, 3)) {
            return new ThinConvolution(outputs, weight[1], height, weight[3], padding[0], padding[1],
                    natives.keep(moved.contiguous(torch.MemoryFormat.ChannelsLast)),
                    natives.keep(flipped.contiguous(torch.MemoryFormat.ChannelsLast)),
                    natives.none());
        }
    }

    /** The convolution with weights that its program does not change. */
    Kernel packed(Site site) {
        long[] map = site.inputShape(0);
        long[] ofRows = {map[0], outputs * height, map[2], map[3] + 2 * horizontal - width + 1};
        PackedConvolution each = new PackedConvolution(
                site.natives(), false, Geometry.padded(0, horizontal), 1, map, this::rows);
        PackedConvolution sum = new PackedConvolution(
                site.natives(), false, Geometry.padded(vertical, 0), 1, ofRows, weight -> weight);
        return Kernel.of(in -> sum.run(each.run(in[0].contiguous(torch.MemoryFormat.ChannelsLast), in[1]), move));
    }

    private Tensor rows(Tensor weight) {
        return weight.permute(0, 2, 1, 3)
                .reshape(outputs * height, inputs, 1, width)
                .contiguous(torch.MemoryFormat.ChannelsLast);
    }

    /** The convolution of {@code [N, inputs, H, W]}, without a bias. */
    Tensor forward(Tensor map, Tensor weight) {
        return convolved(convolved(map, rows(weight), 0, horizontal), move, vertical, 0);
    }

    private Tensor convolved(Tensor map, Tensor weight, long above, long left) {
        return torch.convolution(map, weight, none, ONE, new long[] {above, left}, ONE, false, ZERO, 1);
    }

    /**
     * The gradients with respect to the map and the weights.
     *
     * @param mask which of map, weights and bias are wanted
     * @return them; what is not wanted is undefined
     */
    Tensor[] gradients(Tensor gradient, Tensor map, Tensor weight, BoolPointer mask, LongArrayRefOptional noBias) {
        Tensor ofRows = convolved(gradient, back, height - 1 - vertical, 0);
        T_TensorTensorTensor_T found = torch.convolution_backward(
                ofRows, map, rows(weight), noBias, ONE, new long[] {0, horizontal}, ONE, false, ZERO, 1, mask);
        return new Tensor[] {
            mask.get(0) ? Natives.share(found.get0()) : null,
            mask.get(1) ? found.get1().view(outputs, height, inputs, width).permute(0, 2, 1, 3) : null
        };
    }
}
