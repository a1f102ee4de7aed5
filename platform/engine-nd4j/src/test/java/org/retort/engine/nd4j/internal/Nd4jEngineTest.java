package org.retort.engine.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.api.random.RandomStream;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.engine.schedule.Schedule;

class Nd4jEngineTest {
    private final Nd4jEngine engine = new Nd4jEngine(new CudaProbe(List::of));

    @Test
    void instanceNormInFloatsAgreesWithItsComposition() {
        ModelGraph floats = new ModelGraph(DataType.FLOAT);
        ModelGraph doubles = new ModelGraph(DataType.DOUBLE);
        Map<ModelGraph, double[]> results = new LinkedHashMap<>();
        for (ModelGraph graph : List.of(floats, doubles)) {
            SDVariable x = graph.placeholder("x", 2, 3, 5, 7);
            SDVariable y = graph.draw("net").builder().instanceNorm("norm", x);
            SDVariable loss = y.mul(graph.placeholder("direction", 2, 3, 5, 7)).sum();
            List<SDVariable> inputs = new ArrayList<>(graph.parameters("net").values());
            inputs.add(x);
            List<SDVariable> wanted = new ArrayList<>(Gradients.of(graph, loss, inputs).values());
            wanted.add(0, y);
            results.put(graph, values(graph, wanted));
        }
        assertThat(results.get(floats)).containsExactly(results.get(doubles), within(2e-5));
    }

    private static double[] values(ModelGraph graph, List<SDVariable> wanted) {
        Schedule schedule = Schedule.of(graph, wanted.stream().map(SDVariable::name).toList());
        Map<String, INDArray> given = new HashMap<>();
        schedule.parameters().keySet().forEach(name -> given.put(name, Nd4j.create(graph.type(), schedule.shape(name))));
        try (CompiledGraph compiled = new CompiledGraph(schedule, graph.type(), given, new Kernels(new Rows(2)))) {
            Map<String, INDArray> inputs = new HashMap<>(given);
            schedule.placeholders().forEach(name -> inputs.put(name, compiled.array(name)));
            inputs.forEach((name, array) -> {
                RandomStream random = RandomStream.of(1, name);
                for (long i = 0; i < array.length(); i++) {
                    array.putScalar(i, random.uniform(-2, 3));
                }
            });
            compiled.run();
            return wanted.stream()
                    .flatMapToDouble(variable -> Arrays.stream(compiled.array(variable.name()).dup('c').data().asDouble()))
                    .toArray();
        }
    }

    @Test
    void devicesAndPrecisionsThatItHasNotAreRefused() {
        assertThatThrownBy(() -> engine.open(new EngineSettings("cuda:0", 1, Precision.AUTO)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cuda:0")
                .hasMessageContaining("[cpu]");
        assertThatThrownBy(() -> engine.open(new EngineSettings("cpu", 1, Precision.BFLOAT16_MIXED)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("float32");
    }
}
