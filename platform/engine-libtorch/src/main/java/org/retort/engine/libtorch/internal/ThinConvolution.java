package org.retort.engine.libtorch.internal;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution of stride 1 with few output channels and a tall kernel, such as the last of a generator, in two steps:
 * each row of the kernel as a convolution of its own, all rows as channels of one result, and then the sum over these
 * rows, each from the height that it lies at. oneDNN computes output channels 16 at a time whether they are wanted or
 * not, so one output channel costs as much as 16; this way a kernel of 7 x 7 takes a fifth of the time.
 *
 * @param outputs output channels
 * @param inputs input channels
 * @param height of the kernel
 * @param width of the kernel
 * @param vertical padding above and below
 * @param horizontal padding left and right
 * @param back weights {@code [outputs * height, outputs, height, 1]} that hand a gradient to the rows
 * @param none no bias
 * @param sameType a sum's type is that of what is added
 */
record ThinConvolution(
        long outputs,
        long inputs,
        long height,
        long width,
        long vertical,
        long horizontal,
        Tensor back,
        TensorOptional none,
        ScalarTypeOptional sameType) {
    private static final long MOST_CHANNELS = 32;
    private static final long LOWEST_KERNEL = 5;
    private static final long[] LAST = {4};
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
                Tensor flipped = rows.flip(2)) {
            return new ThinConvolution(outputs, weight[1], height, weight[3], padding[0], padding[1],
                    natives.keep(flipped.contiguous(torch.MemoryFormat.ChannelsLast)),
                    natives.none(),
                    natives.keep(new ScalarTypeOptional()));
        }
    }

    /** The convolution by a parameter. */
    Kernel byParameter(Site site) {
        OneDnnConvolution each = new OneDnnConvolution(site,
                new ConvolutionShape(false, Geometry.padded(vertical, horizontal), 1, site.inputShape(0),
                        new long[] {outputs * height, inputs, 1, width}),
                site.node().inputs().get(1) + " by rows", this::rows, false);
        return Kernel.of(in -> sum(each.run(Natives.channelsLast(in[0]), in[1], null)));
    }

    private Tensor rows(Tensor weight) {
        return weight.permute(0, 2, 1, 3)
                .reshape(outputs * height, inputs, 1, width)
                .contiguous(torch.MemoryFormat.ChannelsLast);
    }

    /** The convolution of {@code [N, inputs, H, W]}, without a bias. */
    Tensor forward(Tensor map, Tensor weight) {
        return sum(convolved(map, rows(weight), vertical, horizontal));
    }

    /**
     * @param rows {@code [N, outputs * height, H + height - 1, W]}
     * @return {@code [N, outputs, H, W]}
     */
    private Tensor sum(Tensor rows) {
        Tensor ofRows = Natives.channelsLast(rows);
        long wide = ofRows.size(3);
        long high = ofRows.size(2) - height + 1;
        long line = wide * outputs * height;
        long[] shape = {ofRows.size(0), outputs, high, wide, height};
        long[] strides = {ofRows.size(2) * line, height, line, outputs * height, line + 1};
        return ofRows.as_strided(shape, strides).sum(LAST, false, sameType);
    }

    private Tensor convolved(Tensor map, Tensor weight, long above, long left) {
        return torch.convolution(map, weight, none, ONE, new long[] {above, left}, ONE, false, ZERO, 1);
    }

    /**
     * The gradients with respect to the map and the weights.
     *
     * @param mask which of map, weights and bias are wanted
     * @return them; null for what is not wanted
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
