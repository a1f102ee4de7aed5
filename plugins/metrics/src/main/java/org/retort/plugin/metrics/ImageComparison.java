package org.retort.plugin.metrics;

import org.retort.api.tensor.Tensor;

/** Distances between pairs of images, gathered batch by batch. For one thread. */
final class ImageComparison {
    private static final double RANGE = 2;

    private long images;
    private long values;
    private double absolute;
    private double squared;
    private double similarity;

    /** Takes in pairs of images, {@code [N, C, H, W]} each, values in [-1, 1]. */
    void accept(Tensor first, Tensor second) {
        for (int i = 0; i < first.data().length; i++) {
            double difference = (double) first.data()[i] - second.data()[i];
            absolute += Math.abs(difference);
            squared += difference * difference;
        }
        values += first.data().length;
        for (int i = 0; i < first.size(0); i++) {
            similarity += StructuralSimilarity.of(first, second, i);
        }
        images += first.size(0);
    }

    /** Whether nothing was taken in. */
    boolean isEmpty() {
        return images == 0;
    }

    /** The mean absolute difference over all values of all images, from 0 to 2. */
    double l1() {
        return absolute / values;
    }

    /** 10 log10(4 / mean squared difference over all values of all images), in dB; infinite for equal images. */
    double peakSignalToNoise() {
        return 10 * Math.log10(RANGE * RANGE / (squared / values));
    }

    /** The mean {@link StructuralSimilarity} over images. */
    double structuralSimilarity() {
        return similarity / images;
    }
}
