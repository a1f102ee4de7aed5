package org.retort.engine.libtorch.internal;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
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
 * @param map shape of the map
 * @param sameType a sum's type is that of what is added
 */
record ThinConvolution(
        long outputs,
        long inputs,
        long height,
        long width,
        long vertical,
        long horizontal,
        long[] map,
        ScalarTypeOptional sameType) {
    private static final long MOST_CHANNELS = 32;
    private static final long LOWEST_KERNEL = 5;
    private static final long[] LAST = {4};

    /** Whether a convolution with weights of a shape can be done so, and gains by it. */
    static boolean suits(long[] weight, Geometry geometry) {
        return geometry.dense()
                && geometry.padding()[0] < weight[2]
                && weight[2] >= LOWEST_KERNEL
                && weight[0] * weight[2] <= MOST_CHANNELS;
    }

    /** @param site of the convolution or of its gradient, by a parameter and without a bias */
    static ThinConvolution of(Site site) {
        long[] weight = site.inputShape(1);
        long[] padding = Geometry.of(site).padding();
        return new ThinConvolution(weight[0], weight[1], weight[2], weight[3], padding[0], padding[1],
                site.inputShape(0), site.natives().keep(new ScalarTypeOptional()));
    }

    /** The convolution. */
    Kernel kernel(Site site) {
        OneDnnConvolution each = new OneDnnConvolution(site, ofRows(vertical), name(site), this::rows, false);
        return Kernel.of(in -> sum(each.run(Natives.channelsLast(in[0]), in[1], null)));
    }

    /**
     * The gradients with respect to map and weights: the result's is handed to each row, at the height that it lies at. Rows
     * that lie on the padding alone get none, since it leads nowhere.
     */
    Kernel gradient(Site site) {
        Tensor ones = ones(site);
        OneDnnConvolution hand = new OneDnnConvolution(site,
                new ConvolutionShape(false, Geometry.padded(height - 1 - vertical, 0), 1, site.inputShape(2),
                        new long[] {outputs * height, outputs, height, 1}),
                "ones of " + outputs + " x " + height, UnaryOperator.identity(), false);
        OneDnnConvolutionGradient each =
                new OneDnnConvolutionGradient(site, ofRows(0), name(site), this::rows, false);
        return in -> {
            Tensor handed = hand.run(Natives.channelsLast(in[2]), ones, null);
            Tensor[] made = each.run(Natives.channelsLast(in[0]), in[1], handed);
            return new Tensor[] {
                made[0],
                made[1] == null ? null : made[1].view(outputs, height, inputs, width).permute(0, 2, 1, 3)
            };
        };
    }

    /** All rows as one convolution of the map with some lines of padding above and below it. */
    private ConvolutionShape ofRows(long above) {
        return new ConvolutionShape(
                false, Geometry.padded(above, horizontal), 1, map, new long[] {outputs * height, inputs, 1, width});
    }

    private static String name(Site site) {
        return site.node().inputs().get(1) + " by rows";
    }

    private Tensor rows(Tensor weight) {
        return weight.permute(0, 2, 1, 3)
                .reshape(outputs * height, inputs, 1, width)
                .contiguous(torch.MemoryFormat.ChannelsLast);
    }

    /** Weights {@code [outputs * height, outputs, height, 1]}, ones and noughts, that hand a gradient to the rows. */
    private Tensor ones(Site site) {
        torch.ScalarType type = site.half() ? torch.ScalarType.BFloat16 : torch.ScalarType.Float;
        try (Tensor eye = torch.eye(outputs * height);
                Tensor rows = eye.view(outputs * height, outputs, height, 1).to(type);
                Tensor flipped = rows.flip(2)) {
            return site.natives().keep(flipped.contiguous(torch.MemoryFormat.ChannelsLast));
        }
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
}
