package org.retort.plugin.distillation;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.plugin.InputException;

/** Distances between features of one network on two batches of images. */
final class FeatureDistance {
    private FeatureDistance() {}

    /** The mean absolute difference over all elements. */
    static SDVariable meanL1(SDVariable first, SDVariable second) {
        return first.getSameDiff().math().abs(first.sub(second)).mean();
    }

    /** The average over taps of their {@link #meanL1}, so that a tap counts the same whatever its size. */
    static SDVariable meanL1(
            String loss, List<String> names, Map<String, SDVariable> first, Map<String, SDVariable> second) {
        if (names.isEmpty()) {
            throw new InputException("loss " + loss + " has no taps to compare; there are "
                    + String.join(", ", first.keySet()));
        }
        SDVariable sum = null;
        for (String name : names) {
            SDVariable distance = meanL1(tap(loss, name, first), tap(loss, name, second));
            sum = sum == null ? distance : sum.add(distance);
        }
        return sum.mul(1.0 / names.size());
    }

    /**
     * One tap by its name.
     *
     * @throws InputException where there is none of this name, listing those there are
     */
    static SDVariable tap(String loss, String name, Map<String, SDVariable> taps) {
        SDVariable tap = taps.get(name);
        if (tap == null) {
            throw new InputException("loss " + loss + " asks for tap " + name + ", which the network does not have; its"
                    + " taps are " + String.join(", ", taps.keySet()));
        }
        return tap;
    }
}
