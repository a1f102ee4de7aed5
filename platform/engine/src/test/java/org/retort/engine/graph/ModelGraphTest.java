package org.retort.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;

class ModelGraphTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);

    @Test
    void parametersDrawnTwiceAreShared() {
        SDVariable image = graph.placeholder("image", 1, 3, 8, 8);
        graph.draw("critic").builder().convolution("stem", image, 4, Convolution.of(3, 1, 1).withBias());
        graph.draw("critic").builder().convolution("stem", image, 4, Convolution.of(3, 1, 1).withBias());

        assertThat(graph.parameters("critic")).containsOnlyKeys("stem/weight", "stem/bias");
        assertThat(graph.layout("critic").count()).isEqualTo(4 * 3 * 3 * 3 + 4);
    }

    @Test
    void aParameterKeepsItsShape() {
        NetworkBuilder builder = graph.draw("critic").builder();
        builder.scope("a").parameter("b", Initializer.ZEROS, 3, 2);

        assertThatThrownBy(() -> builder.parameter("a/b", Initializer.ZEROS, 2, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a/b")
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[3, 2]");
    }

    @Test
    void aKernelLargerThanItsInputIsRefused() {
        SDVariable image = graph.placeholder("image", 1, 3, 1, 1);

        assertThatThrownBy(() -> graph.draw("critic").builder().convolution("last", image, 4, Convolution.of(4, 2, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("last")
                .hasMessageContaining("1x1");
    }

    @Test
    void shapesOfVariablesMadeOnTheGraphItselfAreInferred() {
        SDVariable image = graph.placeholder("image", 2, 3, 8, 6);

        assertThat(graph.shape(image.mean(2, 3))).containsExactly(2, 3);
        assertThat(graph.shape(image.mean(true, 1))).containsExactly(2, 1, 8, 6);
        assertThat(graph.shape(image.sum())).isEmpty();
        assertThat(graph.shape(image.mul(2).add(image))).containsExactly(2, 3, 8, 6);
        assertThat(graph.shape(graph.sameDiff().reshape(image, 2, -1))).containsExactly(2, 144);
        assertThat(graph.shape(graph.sameDiff().permute(image, 0, 2, 3, 1))).containsExactly(2, 8, 6, 3);
        SDVariable shape = graph.sameDiff().shape(image.mean(true, 2, 3));
        assertThat(graph.shape(graph.sameDiff().reshape(image.mean(true, 2, 3), shape))).containsExactly(2, 3, 1, 1);
    }

    @Test
    void scalarsHaveTheEmptyShape() {
        SDVariable weight = graph.placeholder("weight");

        assertThat(graph.shape(weight)).isEmpty();
        assertThat(graph.shape(weight.mul(graph.constant("two", 2)))).isEmpty();
    }

    @Test
    void blocksHaveTheShapesOfTheField() {
        NetworkBuilder builder = graph.draw("generator").builder();
        SDVariable image = graph.placeholder("image", 2, 3, 9, 7);
        SDVariable label = graph.placeholder("label", 2, 5);

        SDVariable labelled = builder.labelConcat(image, label);
        SDVariable down = builder.convolution("down", labelled, 6, Convolution.of(4, 2, 1));
        SDVariable depthwise = builder.depthwiseConvolution("depth", down, Convolution.of(3, 1, 1));
        SDVariable normed = builder.relu(builder.instanceNorm("norm", depthwise));
        SDVariable up = builder.transposedConvolution("up", normed, 3, Convolution.of(4, 2, 1).withBias());

        assertThat(graph.shape(labelled)).containsExactly(2, 8, 9, 7);
        assertThat(graph.shape(down)).containsExactly(2, 6, 4, 3);
        assertThat(graph.shape(normed)).containsExactly(2, 6, 4, 3);
        assertThat(graph.shape(up)).containsExactly(2, 3, 8, 6);
        assertThat(graph.layout("generator").shapes().get("up/weight")).containsExactly(6, 3, 4, 4);
        assertThat(graph.layout("generator").shapes().get("depth/weight")).containsExactly(6, 1, 3, 3);
    }
}
