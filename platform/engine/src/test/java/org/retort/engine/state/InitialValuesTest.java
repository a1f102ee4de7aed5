package org.retort.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;

class InitialValuesTest {
    private static Map<String, Tensor> draw(long seed, String... layers) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        NetworkBuilder builder = graph.draw("critic").builder();
        for (String layer : layers) {
            builder.convolution(layer, graph.placeholder(layer, 1, 8, 8, 8), 64, Convolution.of(7, 1, 3));
        }
        builder.instanceNorm("norm", graph.placeholder("x", 1, 2, 4, 4));
        return InitialValues.of(graph, "critic", seed);
    }

    @Test
    void convolutionsStartAsPyTorchsDo() {
        float[] weight = draw(1, "stem").get("stem/weight").data();
        double bound = 1 / Math.sqrt(8 * 49);
        double deviation = Math.sqrt(IntStream.range(0, weight.length)
                .mapToDouble(i -> weight[i] * weight[i])
                .average()
                .orElseThrow());

        assertThat(deviation).isCloseTo(bound / Math.sqrt(3), within(3e-4));
        assertThat(weight).hasSize(25_088);
        for (float value : weight) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
        }
    }

    @Test
    void normsStartAsTheIdentity() {
        Map<String, Tensor> values = draw(1);

        assertThat(values.get("norm/gain").data()).containsExactly(1, 1);
        assertThat(values.get("norm/bias").data()).containsExactly(0, 0);
    }

    @Test
    void aParameterStartsAlikeWhateverElseTheNetworkHas() {
        assertThat(draw(3, "other", "stem").get("stem/weight").data())
                .isEqualTo(draw(3, "stem").get("stem/weight").data())
                .isNotEqualTo(draw(4, "stem").get("stem/weight").data());
    }
}
