package org.retort.api.classifier;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;
import org.retort.api.tensor.Tensor;

/** What a classifier is to be trained on. For one thread. */
@ProviderType
public interface ClassifierTask {
    /** The labels. */
    LabelSpace labels();

    /** The shape of the images. */
    ImageFormat format();

    /** The number of images in a split. */
    int count(Split split);

    /**
     * Some images.
     *
     * @param indices N numbers from 0 to {@code count(split) - 1}
     * @return {@code [N, C, H, W]}, values in [-1, 1]
     */
    Tensor images(Split split, int[] indices);

    /** Their labels: {@code [N, L]}, each 0 or 1. */
    Tensor labels(Split split, int[] indices);

    /** Decides every random draw. */
    long seed();

    /** Whether somebody asked to stop; to be looked at after each batch. */
    boolean stopRequested();

    /**
     * Tells how the training goes.
     *
     * @param epoch how many epochs are done, of {@code epochs}
     * @param values figures by name, such as {@code validation-accuracy}
     */
    void progress(int epoch, int epochs, Map<String, Double> values);
}
