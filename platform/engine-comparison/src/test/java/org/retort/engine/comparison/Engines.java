package org.retort.engine.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.state.InitialValues;

/** Runs one graph on both engines and tells how far their results are apart. */
final class Engines {
    private static final Engine ND4J = new Nd4jEngine();
    private static final Engine LIBTORCH = new LibTorchEngine();

    private Engines() {}

    static EngineSession nd4j() {
        return ND4J.open(new EngineSettings("cpu", 1, Precision.FLOAT32));
    }

    static EngineSession libtorch(Precision precision) {
        return LIBTORCH.open(new EngineSettings("cpu", 1, precision));
    }

    /**
     * Variable name to the largest difference of its elements, relative to the largest magnitude among them. A gradient
     * that is zero but for rounding, as that of a norm's bias under another norm, is measured by a thousandth of the
     * largest gradient.
     *
     * @param outputs variables to compare
     * @param loss a scalar, whose gradients with respect to all placeholders and parameters are compared as well
     */
    static Map<String, Double> differences(ModelGraph graph, List<SDVariable> outputs, SDVariable loss, long seed) {
        List<SDVariable> inputs = new ArrayList<>();
        graph.networks().forEach(network -> inputs.addAll(graph.parameters(network).values()));
        graph.sameDiff().variables().stream()
                .filter(variable -> variable.isPlaceHolder() && !inputs.contains(variable))
                .forEach(inputs::add);
        List<String> names = new ArrayList<>();
        outputs.forEach(output -> names.add(output.name()));
        names.add(loss.name());
        Set<String> gradients = new LinkedHashSet<>();
        Gradients.of(graph, loss, inputs).values().forEach(gradient -> gradients.add(gradient.name()));
        names.addAll(gradients);
        Map<String, Tensor> expected = new LinkedHashMap<>();
        try (EngineSession session = nd4j()) {
            expected.putAll(run(session, graph, names, seed));
        }
        double steepest = gradients.stream().mapToDouble(name -> largest(expected.get(name))).max().orElse(0);
        Map<String, Double> differences = new LinkedHashMap<>();
        try (EngineSession session = libtorch(Precision.FLOAT32)) {
            run(session, graph, names, seed)
                    .forEach((name, found) -> differences.put(name, difference(
                            expected.get(name), found, gradients.contains(name) ? 1e-3 * steepest : 0)));
        }
        return differences;
    }

    private static Map<String, Tensor> run(EngineSession session, ModelGraph graph, List<String> names, long seed) {
        Map<String, Parameters> parameters = new LinkedHashMap<>();
        for (String network : graph.networks()) {
            Parameters allocated = session.allocate(graph.layout(network));
            allocated.write(InitialValues.of(graph, network, seed));
            parameters.put(network, allocated);
        }
        return session.compile(new ProgramSpec("comparison", graph, names, parameters, Map.of()))
                .run(inputs(graph, seed));
    }

    /** Random values for all placeholders that are no parameters. */
    private static Map<String, Tensor> inputs(ModelGraph graph, long seed) {
        List<SDVariable> parameters = new ArrayList<>();
        graph.networks().forEach(network -> parameters.addAll(graph.parameters(network).values()));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (SDVariable variable : graph.sameDiff().variables()) {
            if (variable.isPlaceHolder() && !parameters.contains(variable)) {
                Tensor tensor = Tensor.zeros(graph.shape(variable));
                RandomStream random = RandomStream.of(seed, variable.name());
                for (int i = 0; i < tensor.data().length; i++) {
                    tensor.data()[i] = (float) random.uniform(-1, 1);
                }
                inputs.put(variable.name(), tensor);
            }
        }
        return inputs;
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float element : tensor.data()) {
            largest = Math.max(largest, Math.abs(element));
        }
        return largest;
    }

    private static double difference(Tensor expected, Tensor found, double floor) {
        double apart = 0;
        for (int i = 0; i < expected.data().length; i++) {
            double difference = Math.abs(expected.data()[i] - found.data()[i]);
            apart = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(apart, difference);
        }
        return apart / Math.max(Math.max(largest(expected), floor), 1e-6);
    }
}
