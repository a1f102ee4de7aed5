package org.retort.engine.program;

import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.tensor.Tensor;

/**
 * The parameters of one network.
 *
 * @param network the network's name, such as {@code own/generator}
 * @param shapes parameter name (without the network's) to shape, in the order of drawing
 */
public record ParameterLayout(String network, Map<String, long[]> shapes) {
    /** Keeps the order. */
    public ParameterLayout {
        shapes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }

    /** The number of trainable numbers. */
    public long count() {
        return shapes.values().stream().mapToLong(Tensor::elements).sum();
    }
}
