package org.retort.plugin.stustargan;

import org.retort.api.plugin.Parameter;

/**
 * The design of a student.
 *
 * @param width channels at full resolution, d
 * @param blocks residual blocks
 * @param skip how the encoder's features reach the decoder
 * @param skipAt where they do
 * @param separable which convolutions are depthwise separable
 * @param longResidual whether the encoder's last features are added to the residual blocks' result
 * @param inputResidual whether the source image is added before the final tanh
 */
public record StudentParameters(
        @Parameter(
                        summary = "Channels at full resolution; twice as many at half, four times at a quarter.",
                        unit = "channels",
                        value = "32",
                        min = 1)
                int width,
        @Parameter(summary = "Residual blocks at a quarter of the resolution.", value = "6", min = 0)
                int blocks,
        @Parameter(
                        summary = "How features of the encoder reach the decoder at half and full resolution: not at"
                                + " all, added, concatenated, or concatenated and fused back by a 1x1 convolution.",
                        value = "add")
                Skip skip,
        @Parameter(
                        summary = "Where they do: at half resolution, at full resolution, which also passes on fine detail"
                                + " that is to change, such as the colour of hair, or at both.",
                        value = "both")
                SkipAt skipAt,
        @Parameter(
                        summary = "Which convolutions are depthwise separable: none, those of the residual blocks, or"
                                + " those and the two that halve the image.",
                        value = "residual")
                Separable separable,
        @Parameter(
                        summary = "Whether the encoder's last features are added to the residual blocks' result.",
                        value = "false")
                boolean longResidual,
        @Parameter(summary = "Whether the source image is added before the final tanh.", value = "false")
                boolean inputResidual) {

    /** How the encoder's features reach the decoder. */
    public enum Skip {
        /** Not at all, as in StarGAN. */
        NONE,
        /** Added to the decoder's features of the same shape. */
        ADD,
        /** Put behind the decoder's channels. */
        CONCAT,
        /** Put behind the decoder's channels and brought back to their number by a 1x1 convolution. */
        FUSE
    }

    /** Where the encoder's features reach the decoder. */
    public enum SkipAt {
        /** At half and at full resolution. */
        BOTH,
        /** From encoder1 behind decoder0. */
        HALF,
        /** From encoder0 behind decoder1. */
        FULL
    }

    /** How features join behind the decoder's first stage, at half resolution. */
    Skip skipAtHalf() {
        return skipAt == SkipAt.FULL ? Skip.NONE : skip;
    }

    /** How features join behind its second, at full resolution. */
    Skip skipAtFull() {
        return skipAt == SkipAt.HALF ? Skip.NONE : skip;
    }

    /** Which convolutions are depthwise separable. */
    public enum Separable {
        /** None, as in StarGAN. */
        NONE,
        /** Those of the residual blocks. */
        RESIDUAL,
        /** Those of the residual blocks and the two that halve the image. */
        RESIDUAL_DOWN
    }
}
