package org.retort.api.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.plugin.Configurable;

/**
 * A plugin that draws a discriminator: a critic that also classifies.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface DiscriminatorArchitecture<P extends Record> extends Configurable<P> {
    /**
     * What a discriminator says of images.
     *
     * @param source scores of being real, {@code [N, 1, h, w]}, one a patch, unbounded
     * @param classes logits of the labels, {@code [N, L]}
     */
    record Verdict(SDVariable source, SDVariable classes) {}

    /**
     * Draws the network.
     *
     * @param network where to draw
     * @param image {@code [N, C, H, W]}, values in [-1, 1]
     * @param labels the number of labels, L
     * @throws org.retort.api.plugin.InputException where the parameters do not go with the image's shape
     */
    Verdict build(NetworkBuilder network, SDVariable image, int labels, P parameters);
}
