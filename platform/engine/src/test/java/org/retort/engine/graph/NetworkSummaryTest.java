package org.retort.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;

/** Expected figures are those of the StarGAN paper's generator for 128 px and 5 labels, counted by hand. */
class NetworkSummaryTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);

    private NetworkSummary starGan(int width, int blocks, int size, int labels) {
        NetworkDrawing drawing = graph.draw("generator");
        NetworkBuilder builder = drawing.builder();
        SDVariable x = builder.labelConcat(
                graph.placeholder("image", 1, 3, size, size), graph.placeholder("label", 1, labels));
        x = block(builder, "stem", x, width, Convolution.of(7, 1, 3));
        x = block(builder, "down1", x, 2 * width, Convolution.of(4, 2, 1));
        x = block(builder, "down2", x, 4 * width, Convolution.of(4, 2, 1));
        for (int i = 0; i < blocks; i++) {
            NetworkBuilder scope = builder.scope("res" + i);
            SDVariable inner = block(scope, "first", x, 4 * width, Convolution.of(3, 1, 1));
            inner = scope.instanceNorm(
                    "norm", scope.convolution("second", inner, 4 * width, Convolution.of(3, 1, 1)));
            x = scope.tap("out", scope.add(x, inner));
        }
        for (int i = 0; i < 2; i++) {
            x = builder.transposedConvolution("up" + i, x, 2 * width / (i + 1), Convolution.of(4, 2, 1));
            x = builder.relu(builder.instanceNorm("up" + i + "/norm", x));
        }
        builder.tanh(builder.convolution("out", x, 3, Convolution.of(7, 1, 3)));
        return NetworkSummary.of(graph, "generator", drawing);
    }

    private static SDVariable block(
            NetworkBuilder builder, String name, SDVariable x, int width, Convolution geometry) {
        return builder.relu(
                builder.instanceNorm(name + "/norm", builder.convolution(name, x, width, geometry)));
    }

    @Test
    void parametersAndMultiplyAddsAreThoseOfThePaper() {
        NetworkSummary summary = starGan(64, 6, 128, 5);

        assertThat(summary.parameters()).isEqualTo(8_430_528);
        assertThat(summary.multiplyAdds()).isEqualTo(9_960_423_424L);
        assertThat(summary.layers().stream().mapToLong(NetworkSummary.Layer::parameters).sum())
                .isEqualTo(8_430_528);
    }

    @Test
    void layersAndTapsComeInTheOrderOfDrawing() {
        NetworkSummary summary = starGan(8, 1, 16, 2);

        assertThat(summary.layers().stream().map(NetworkSummary.Layer::name))
                .startsWith("stem", "stem/norm", "down1", "down1/norm")
                .containsSubsequence("res0/first", "res0/second", "up0", "up1", "out");
        assertThat(summary.taps()).hasSize(1);
        assertThat(summary.taps().get(0).name()).isEqualTo("res0/out");
        assertThat(summary.taps().get(0).shape()).containsExactly(1, 32, 4, 4);
        assertThat(List.of(summary.layers().get(0).op(), summary.layers().get(1).op()))
                .containsExactly("convolution", "instance-norm");
    }
}
