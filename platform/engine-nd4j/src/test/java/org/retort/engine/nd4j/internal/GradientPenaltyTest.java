package org.retort.engine.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;

/** WGAN-GP's penalty on a small critic, in 64 bits. */
class GradientPenaltyTest {
    private static final double TOLERANCE = 1e-6;

    private final ModelGraph graph = new ModelGraph(DataType.DOUBLE);

    private SDVariable score(SDVariable image) {
        NetworkBuilder critic = graph.draw("critic").builder();
        SDVariable x = critic.leakyRelu(critic.convolution("a", image, 4, Convolution.of(4, 2, 1).withBias()), 0.01);
        x = critic.leakyRelu(critic.convolution("b", x, 6, Convolution.of(4, 2, 1).withBias()), 0.01);
        return critic.convolution("score", x, 1, Convolution.of(3, 1, 1));
    }

    private SDVariable penalty(SDVariable gradient) {
        SDVariable norm = graph.sameDiff().math().sqrt(gradient.mul(gradient).sum(1, 2, 3).add(1e-12));
        return graph.sameDiff().math().square(norm.sub(1)).mean();
    }

    private void check(SDVariable loss, List<String> inputs) {
        List<SDVariable> variables = inputs.stream().map(graph.sameDiff()::getVariable).toList();
        Map<String, SDVariable> gradients = Gradients.of(graph, loss, variables);
        List<SDVariable> wanted = new ArrayList<>(gradients.values());
        wanted.add(loss);
        assertThat(gradients).containsOnlyKeys(inputs);
        try (DoubleRun run = new DoubleRun(graph, wanted, -0.5, 0.5)) {
            gradients.forEach((input, gradient) ->
                    assertThat(run.error(loss, input, gradient)).as(input).isLessThan(TOLERANCE));
        }
    }

    /** With 7 and 10 pixels the strides leave rows over, which the gradient must fill with zeros. */
    @ParameterizedTest
    @ValueSource(ints = {7, 8, 10})
    void weightGradientsAgreeWithCentralDifferences(int size) {
        SDVariable image = graph.placeholder("image", 2, 3, size, size);
        SDVariable gradient = Gradients.differentiable(graph, score(image), image);

        assertThat(graph.shape(gradient)).containsExactly(2, 3, size, size);
        check(penalty(gradient), List.of("critic/a/weight", "critic/b/weight", "critic/score/weight"));
    }

    @Test
    void theFirstDerivativeAgreesWithCentralDifferences() {
        SDVariable image = graph.placeholder("image", 2, 3, 8, 8);
        SDVariable score = score(image);
        SDVariable gradient = Gradients.differentiable(graph, score, image);
        SDVariable sum = score.sum();

        try (DoubleRun run = new DoubleRun(graph, List.of(gradient, sum), -0.5, 0.5)) {
            assertThat(run.error(sum, "image", gradient)).isLessThan(TOLERANCE);
        }
    }

    @Test
    void hiddenBiasesGetNoGradientAtAll() {
        SDVariable image = graph.placeholder("image", 2, 3, 8, 8);
        SDVariable penalty = penalty(Gradients.differentiable(graph, score(image), image));

        assertThat(Gradients.of(graph, penalty, graph.parameters("critic").values()))
                .doesNotContainKeys("critic/a/bias", "critic/b/bias");
    }

    @Test
    void aSliceOfAStackedBatchIsPenalisedAlone() {
        SDVariable real = graph.placeholder("real", 2, 3, 8, 8);
        SDVariable image = graph.placeholder("image", 2, 3, 8, 8);
        SDVariable scores = score(graph.sameDiff().concat(0, real, image));
        SDVariable ofImage = graph.sameDiff().slice(scores, new int[] {2, 0, 0, 0}, 2, 1, 2, 2);
        SDVariable gradient = Gradients.differentiable(graph, ofImage.mean(1, 2, 3).mul(3), image);

        check(penalty(gradient), List.of("critic/a/weight", "critic/b/weight", "critic/score/weight"));
    }
}
