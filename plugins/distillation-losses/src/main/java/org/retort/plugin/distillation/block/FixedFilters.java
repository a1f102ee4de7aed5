package org.retort.plugin.distillation.block;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.loss.TrainingStep;

/**
 * Constant filters that are applied to every channel by itself, without padding.
 *
 * @param weights filter, row and column
 * @param stride step of the filters
 */
public record FixedFilters(double[][][] weights, int stride) {
    /**
     * The responses.
     *
     * @param image {@code [N, C, H, W]}
     * @return {@code [N C, F, h, w]}, F being the number of filters
     */
    public SDVariable apply(TrainingStep step, SDVariable image) {
        SameDiff graph = step.graph();
        long[] shape = step.shape(image);
        INDArray values = Nd4j.create(weights).castTo(image.dataType());
        long filters = values.size(0);
        SDVariable kernel = graph.constant(values.reshape(filters, 1, values.size(1), values.size(2)));
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(values.size(1))
                .kW(values.size(2))
                .sH(stride)
                .sW(stride)
                .dataFormat("NCHW")
                .weightsFormat(WeightsFormat.OIYX)
                .paddingMode(PaddingMode.VALID)
                .build();
        SDVariable planes = graph.reshape(image, shape[0] * shape[1], 1, shape[2], shape[3]);
        return graph.cnn().conv2d(planes, kernel, config);
    }
}
