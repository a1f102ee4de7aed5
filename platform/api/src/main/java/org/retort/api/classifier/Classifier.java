package org.retort.api.classifier;

import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.tensor.Tensor;

/**
 * A trained network that tells labels from images. It has no part in the training of generators and discriminators, so
 * that it can judge them. For one thread at a time.
 */
@ConsumerType
public interface Classifier extends AutoCloseable {
    /** Looks at images: {@code [N, C, H, W]}, values in [-1, 1], in the format that it was opened for. */
    Classification classify(Tensor image);

    /** Frees memory. */
    @Override
    void close();
}
