package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Side;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.nd4j.internal.DoubleRun;

/** Every distillation loss in 64 bits: the derivative along a random direction of all that the student trains. */
class LossGradientTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("org.retort.engine.comparison.PluginsOnBothEnginesTest#losses")
    void gradientsAgreeWithCentralDifferences(
            String name, Side side, LabelSpace labels, Function<DrawnStep, SDVariable> draw) {
        DrawnStep step = PluginsOnBothEnginesTest.step(DataType.DOUBLE, side, labels);
        SDVariable loss = draw.apply(step);
        ModelGraph graph = step.modelGraph();
        List<SDVariable> trained = new ArrayList<>();
        graph.networks().stream()
                .filter(network -> !network.startsWith("teacher/"))
                .forEach(network -> trained.addAll(graph.parameters(network).values()));
        Map<String, SDVariable> gradients = Gradients.of(graph, loss, trained);

        assertThat(gradients).isNotEmpty();
        List<SDVariable> wanted = new ArrayList<>(gradients.values());
        wanted.add(loss);
        try (DoubleRun run = new DoubleRun(graph, wanted, -0.5, 0.5)) {
            assertThat(run.error(loss, gradients)).isLessThan(1e-5);
        }
    }
}
