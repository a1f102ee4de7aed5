package org.retort.api.data;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Labelled images in splits. The platform calls {@link #read} once for each image, from several threads, and keeps
 * what it returns in its cache.
 */
@ConsumerType
public interface ImageDataset extends AutoCloseable {
    /** The labels. */
    LabelSpace labels();

    /** The shape of the images. */
    ImageFormat format();

    /** The number of images in a split; 0 where the data set has no such split. */
    int count(Split split);

    /**
     * Reads and decodes one image.
     *
     * @param index from 0 to {@code count(split) - 1}
     * @return the image; empty where it cannot be used and the user asked for skipping such images, which the reader
     *     has then reported to {@link DatasetContext#skipped}
     * @throws org.retort.api.plugin.InputException where it cannot be used, naming the file and what was expected
     */
    Optional<Sample> read(Split split, int index);

    /**
     * A text that changes whenever the decoded images or labels could: parameters, and names, sizes and times of the
     * files. The cache is keyed by it.
     */
    String fingerprint();

    /**
     * Which part of a picture an image shows, in words that tell people how to crop photos of their own, such as
     * {@code one face that fills a square, from the forehead to the chin}.
     */
    default String crop() {
        return "the middle square of a picture";
    }

    /**
     * The true result of a translation, where the data set knows it.
     *
     * @param sampleName {@link Sample#name()} of the source image
     * @param target {@code [L]}, the label asked for
     * @return {@code [C, H, W]}, one unsigned byte a value; empty where the truth is not known
     */
    default Optional<byte[]> truth(String sampleName, float[] target) {
        return Optional.empty();
    }

    /** Frees files. */
    @Override
    default void close() {}
}
