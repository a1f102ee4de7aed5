package org.retort.api.loss;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Changes height and width of feature maps by whole factors. */
final class Resize {
    private Resize() {}

    static boolean possible(long[] shape, long height, long width) {
        boolean shrinks = shape[2] % height == 0 && shape[3] % width == 0;
        boolean grows = height % shape[2] == 0 && width % shape[3] == 0;
        return shrinks || grows;
    }

    /** Average pooling to a smaller size, repetition of pixels to a larger one. */
    static SDVariable to(SDVariable x, long[] shape, long height, long width) {
        return height > shape[2] || width > shape[3]
                ? repeated(x, shape, height / shape[2], width / shape[3])
                : pooled(x, shape[2] / height, shape[3] / width);
    }

    private static SDVariable pooled(SDVariable x, long rows, long columns) {
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(rows)
                .kW(columns)
                .sH(rows)
                .sW(columns)
                .isNHWC(false)
                .build();
        return x.getSameDiff().cnn().avgPooling2d(x, config);
    }

    private static SDVariable repeated(SDVariable x, long[] shape, long rows, long columns) {
        SameDiff graph = x.getSameDiff();
        SDVariable apart = graph.reshape(x, shape[0] * shape[1], shape[2], 1, shape[3], 1);
        SDVariable ones = graph.constant(Nd4j.ones(x.dataType(), 1, 1, rows, 1, columns));
        return graph.reshape(apart.mul(ones), shape[0], shape[1], shape[2] * rows, shape[3] * columns);
    }
}
