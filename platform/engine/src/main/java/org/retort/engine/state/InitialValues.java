package org.retort.engine.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.model.Initializer;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;

/** First values of parameters. */
public final class InitialValues {
    private InitialValues() {}

    /**
     * Draws the first values of a network. Those of one parameter depend on the seed and its name alone, not on what
     * else the network has.
     *
     * @param network a network drawn in the graph
     * @param seed of the run
     * @return parameter name to value, in the layout's order
     */
    public static Map<String, Tensor> of(ModelGraph graph, String network, long seed) {
        Map<String, Initializer> initializers = graph.initializers(network);
        Map<String, Tensor> values = new LinkedHashMap<>();
        graph.layout(network).shapes().forEach((name, shape) -> {
            Tensor tensor = Tensor.zeros(shape);
            fill(tensor.data(), initializers.get(name), RandomStream.of(seed, network + "/" + name));
            values.put(name, tensor);
        });
        return values;
    }

    private static void fill(float[] values, Initializer initializer, RandomStream random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) switch (initializer.kind()) {
                case CONSTANT -> initializer.bound();
                case UNIFORM -> random.uniform(-initializer.bound(), initializer.bound());
            };
        }
    }
}
