package org.retort.plugin.distillation.block;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.retort.api.loss.Tap;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.InputException;

/** Squares of positions that are averaged to one. */
public final class Patches {
    private Patches() {}

    /**
     * A feature map whose positions are the averages of patches.
     *
     * @param loss id of the loss, for messages
     * @param tap {@code [N, C, H, W]}
     * @param side of a patch; 1 leaves the feature map as it is
     * @throws InputException where height or width is no multiple of the side
     */
    public static SDVariable of(TrainingStep step, String loss, Tap tap, int side) {
        if (side == 1) {
            return tap.value();
        }
        long[] shape = step.shape(tap.value());
        if (shape[2] % side != 0 || shape[3] % side != 0) {
            throw new InputException("loss " + loss + " with pool: " + side + " averages patches of tap " + tap.name()
                    + " " + Arrays.toString(shape) + " of " + tap.network()
                    + ", whose height and width are no multiples of " + side);
        }
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(side)
                .kW(side)
                .sH(side)
                .sW(side)
                .isNHWC(false)
                .build();
        return step.graph().cnn().avgPooling2d(tap.value(), config);
    }
}
