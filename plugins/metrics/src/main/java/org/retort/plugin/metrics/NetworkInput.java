package org.retort.plugin.metrics;

import org.retort.api.tensor.Tensor;

/**
 * How a feature network of others wants its images.
 *
 * @param size height and width, in px
 * @param values the range of values
 * @param channelOrder the order of colours
 */
public record NetworkInput(int size, Values values, ChannelOrder channelOrder) {
    private static final int COLOURS = 3;

    /** Ranges of values that networks were trained with. */
    public enum Values {
        /** [-1, 1]. */
        MINUS_ONE_TO_ONE("[-1, 1]"),
        /** [0, 1]. */
        ZERO_TO_ONE("[0, 1]"),
        /** [0, 255]. */
        ZERO_TO_255("[0, 255]"),
        /** [0, 1] less ImageNet's mean of the colour, over its standard deviation. */
        IMAGENET("[0, 1] normalised by ImageNet's means and deviations");

        private static final float[] MEANS = {0.485f, 0.456f, 0.406f};
        private static final float[] DEVIATIONS = {0.229f, 0.224f, 0.225f};

        private final String words;

        Values(String words) {
            this.words = words;
        }

        /** @param value in [-1, 1], of colour 0 (red), 1 or 2 */
        private float of(float value, int colour) {
            return switch (this) {
                case MINUS_ONE_TO_ONE -> value;
                case ZERO_TO_ONE -> (value + 1) / 2;
                case ZERO_TO_255 -> (value + 1) * 127.5f;
                case IMAGENET -> ((value + 1) / 2 - MEANS[colour]) / DEVIATIONS[colour];
            };
        }
    }

    /** Orders of colours. */
    public enum ChannelOrder {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red. */
        BGR
    }

    /**
     * Images as the network wants them: resized bilinearly with pixel centres aligned at half a pixel and without
     * antialiasing, grey ones with their channel repeated.
     *
     * @param image {@code [N, C, H, W]}, values in [-1, 1]
     * @return {@code [N, 3, S, S]}
     */
    Tensor of(Tensor image) {
        int count = image.size(0);
        int channels = image.size(1);
        int height = image.size(2);
        int width = image.size(3);
        Tensor made = Tensor.zeros(count, COLOURS, size, size);
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < COLOURS; channel++) {
                int colour = channelOrder == ChannelOrder.RGB ? channel : COLOURS - 1 - channel;
                int from = (i * channels + Math.min(colour, channels - 1)) * height * width;
                int to = (i * COLOURS + channel) * size * size;
                for (int y = 0; y < size; y++) {
                    double row = place(y, height);
                    for (int x = 0; x < size; x++) {
                        float value = between(image.data(), from, row, place(x, width), height, width);
                        made.data()[to + y * size + x] = values.of(value, colour);
                    }
                }
            }
        }
        return made;
    }

    /** Where a pixel lies on an axis of the source. */
    private double place(int pixel, int length) {
        return Math.max(0, (pixel + 0.5) * length / size - 0.5);
    }

    private static float between(float[] data, int from, double row, double column, int height, int width) {
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(top + 1, height - 1);
        int right = Math.min(left + 1, width - 1);
        double down = row - top;
        double across = column - left;
        double upper = data[from + top * width + left] * (1 - across) + data[from + top * width + right] * across;
        double lower = data[from + bottom * width + left] * (1 - across) + data[from + bottom * width + right] * across;
        return (float) (upper * (1 - down) + lower * down);
    }

    /** For reports. */
    String words() {
        return "resized to " + size + " px bilinearly without antialiasing, values in " + values.words + ", channels "
                + channelOrder;
    }
}
