package org.retort.api.loss;

import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;

/**
 * A named tensor within a drawn network, with what messages need to name it.
 *
 * @param network whose it is, for messages: {@code the student's generator}
 * @param name its name within the network
 * @param value the tensor, {@code [N, C, H, W]} for a feature map
 */
public record Tap(String network, String name, SDVariable value) {
    /**
     * Finds a tap by its name.
     *
     * @param loss id of the loss that asks, for the message
     * @param network whose taps they are, for the message
     * @param taps tap name to tensor
     * @throws InputException where there is none of this name, listing those there are
     */
    public static Tap find(String loss, String network, String name, Map<String, SDVariable> taps) {
        SDVariable value = taps.get(name);
        if (value == null) {
            String there = taps.isEmpty() ? "it has no taps" : "its taps are " + String.join(", ", taps.keySet());
            throw new InputException("loss " + loss + " asks for tap " + name + " of " + network
                    + ", which does not have it; " + there + NearestName.question(name, taps.keySet()));
        }
        return new Tap(network, name, value);
    }
}
