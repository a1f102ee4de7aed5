package org.retort.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;

/** What one drawing has collected. */
final class Drawing implements NetworkDrawing {
    private final ModelGraph graph;
    private final NetworkParameters parameters;
    private final Map<String, SDVariable> taps = new LinkedHashMap<>();
    private final List<NetworkSummary.Layer> layers = new ArrayList<>();

    Drawing(ModelGraph graph, NetworkParameters parameters) {
        this.graph = graph;
        this.parameters = parameters;
    }

    @Override
    public NetworkBuilder builder() {
        return new BlockBuilder(this, "");
    }

    @Override
    public Map<String, SDVariable> taps() {
        return Collections.unmodifiableMap(taps);
    }

    @Override
    public List<NetworkSummary.Layer> layers() {
        return Collections.unmodifiableList(layers);
    }

    ModelGraph graph() {
        return graph;
    }

    NetworkParameters parameters() {
        return parameters;
    }

    void tap(String name, SDVariable variable) {
        if (taps.putIfAbsent(name, variable) != null) {
            throw new InputException("tap " + name + " of network " + parameters.network()
                    + " is named twice in one drawing; names of taps differ");
        }
    }

    void layer(String name, String op, SDVariable output, long parameterCount, long multiplyAdds) {
        layers.add(new NetworkSummary.Layer(name, op, graph.shape(output), parameterCount, multiplyAdds));
    }
}
