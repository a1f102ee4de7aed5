package org.retort.experiment.internal.transplant;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Channels of feature maps that belong together, since ops combine them channel by channel: where one map keeps a
 * channel, all do. The maps along a residual trunk are one group.
 */
final class ChannelGroup {
    private final int length;
    private final Set<String> producers = new LinkedHashSet<>();
    private boolean fixed;
    private ChannelGroup joined;

    private ChannelGroup(int length, boolean fixed) {
        this.length = length;
        this.fixed = fixed;
    }

    /** Channels that no layer makes, such as those of images and labels. */
    static ChannelGroup given(int length) {
        return new ChannelGroup(length, true);
    }

    /** Channels that a layer makes. */
    static ChannelGroup madeBy(String layer, int length) {
        ChannelGroup group = new ChannelGroup(length, false);
        group.producers.add(layer);
        return group;
    }

    /** The number of channels. */
    int length() {
        return length;
    }

    /** Whether all channels must be kept in their order. */
    boolean fixed() {
        return whole().fixed;
    }

    /** Names of the layers that make these channels. */
    Set<String> producers() {
        return whole().producers;
    }

    /** Makes two groups one. */
    void join(ChannelGroup other) {
        ChannelGroup mine = whole();
        ChannelGroup theirs = other.whole();
        if (mine != theirs) {
            mine.producers.addAll(theirs.producers);
            mine.fixed |= theirs.fixed;
            theirs.joined = mine;
        }
    }

    /** The group that this one is part of by now. */
    ChannelGroup whole() {
        return joined == null ? this : joined.whole();
    }
}
