package org.retort.experiment.internal.data;

import java.nio.MappedByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.retort.api.data.ImageFormat;

/**
 * One split of a decoded data set: pixels in memory-mapped files, labels and names on the heap. Safe for several
 * threads.
 */
public final class DecodedSplit {
    private final ImageFormat format;
    private final List<MappedByteBuffer> segments;
    private final int perSegment;
    private final float[][] labels;
    private final String[] names;

    DecodedSplit(
            ImageFormat format, List<MappedByteBuffer> segments, int perSegment, float[][] labels, String[] names) {
        this.format = format;
        this.segments = List.copyOf(segments);
        this.perSegment = perSegment;
        this.labels = labels;
        this.names = names;
    }

    /** The number of images. */
    public int count() {
        return names.length;
    }

    /** Where an image came from. */
    public String name(int index) {
        return names[index];
    }

    /** {@code [L]}, shared: not to be changed. */
    public float[] label(int index) {
        return labels[index];
    }

    /**
     * Puts an image into an array as numbers in [-1, 1].
     *
     * @param mirrored whether left and right change places
     * @param target {@code [N, C, H, W]}
     * @param offset where the image's first number goes
     */
    public void copy(int index, boolean mirrored, float[] target, int offset) {
        byte[] pixels = pixels(index);
        int size = format.size();
        for (int i = 0; i < pixels.length; i++) {
            int at = mirrored ? i - i % size + size - 1 - i % size : i;
            target[offset + i] = normalised(pixels[at]);
        }
    }

    /** A byte from 0 to 255 as a number from -1 to 1. */
    public static float normalised(byte pixel) {
        return (pixel & 255) / 127.5f - 1;
    }

    /** {@code [C, H, W]}, one unsigned byte a value. */
    byte[] pixels(int index) {
        byte[] pixels = new byte[format.bytes()];
        segments.get(index / perSegment).get(index % perSegment * format.bytes(), pixels);
        return pixels;
    }

    /** How many images each label holds for. */
    public int[] labelCounts() {
        int[] counts = new int[labels.length == 0 ? 0 : labels[0].length];
        Arrays.stream(labels).forEach(label -> {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += label[i] > 0.5f ? 1 : 0;
            }
        });
        return counts;
    }
}
