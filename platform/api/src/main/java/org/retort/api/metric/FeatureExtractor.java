package org.retort.api.metric;

import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.tensor.Tensor;

/** A network by whose activations images are compared, such as Inception. For one thread at a time. */
@ConsumerType
public interface FeatureExtractor extends AutoCloseable {
    /**
     * Looks at images.
     *
     * @param image {@code [N, 3, S, S]}, of the size that it was opened for, with values and channels as the network was
     *     trained with
     * @return {@code [N, F]}; of maps the mean over their pixels
     */
    Tensor features(Tensor image);

    /** Frees memory. */
    @Override
    void close();
}
