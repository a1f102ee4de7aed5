package org.retort.experiment.internal.transplant;

import java.util.List;
import java.util.Optional;

/**
 * A layer with parameters, and which channels their axes stand for.
 *
 * @param name its name within the network
 * @param kind op and geometry; layers of one kind differ in channels alone
 * @param section the tap that closes the part of the network that it is in; empty after the last
 * @param parameters its parameters, in the op's order
 * @param output where it makes channels of its own; empty where it passes on those that it reads
 */
record TracedLayer(
        String name, String kind, String section, List<TracedParameter> parameters, Optional<Output> output) {
    /**
     * A parameter.
     *
     * @param name its name within the network
     * @param axes for its first axes, the channels in their order, concatenated ones in several groups; axes beyond are
     *     no channels
     */
    record TracedParameter(String name, List<List<ChannelGroup>> axes) {}

    /**
     * The channels that a layer makes.
     *
     * @param axis of the layer's first parameter
     */
    record Output(ChannelGroup group, int axis) {}
}
