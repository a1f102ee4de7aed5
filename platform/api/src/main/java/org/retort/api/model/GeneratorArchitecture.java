package org.retort.api.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.plugin.Configurable;

/**
 * A plugin that draws a generator: a network that translates an image to a label. It serves as teacher and as student
 * alike. Numbers of parameters and of multiply-adds are derived from the drawing, never declared.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface GeneratorArchitecture<P extends Record> extends Configurable<P> {
    /**
     * Draws the network.
     *
     * @param network where to draw
     * @param image {@code [N, C, H, W]}, values in [-1, 1]
     * @param label {@code [N, L]}, values in {0, 1}
     * @return the translated image, {@code [N, C, H, W]}, values in [-1, 1]
     * @throws org.retort.api.plugin.InputException where the parameters do not go with the image's shape
     */
    SDVariable build(NetworkBuilder network, SDVariable image, SDVariable label, P parameters);
}
