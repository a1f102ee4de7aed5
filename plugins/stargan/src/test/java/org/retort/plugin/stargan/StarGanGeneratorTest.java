package org.retort.plugin.stargan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Initializer;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.engine.graph.NetworkSummary;
import org.retort.engine.graph.NetworkSummary.Tap;

/** Expected figures are those of the authors' PyTorch module. */
class StarGanGeneratorTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);

    @ParameterizedTest
    @CsvSource({
        "128, 5, 8430528, 9960423424",
        "128, 7, 8436800, 10063183872",
        "128, 8, 8439936, 10114564096",
    })
    void parametersAndMultiplyAddsAreTheAuthorsToTheUnit(int size, int labels, long parameters, long multiplyAdds) {
        NetworkSummary summary = draw(size, labels, new StarGanGenerator.Parameters(64, 6));

        assertThat(summary.parameters()).isEqualTo(parameters);
        assertThat(summary.multiplyAdds()).isEqualTo(multiplyAdds);
    }

    @Test
    void everyStageIsATapOfItsPublishedShape() {
        NetworkSummary summary = draw(128, 5, new StarGanGenerator.Parameters(64, 6));

        assertThat(summary.taps()).extracting(Tap::name).containsExactly(
                "encoder0", "encoder1", "encoder2", "res1", "res2", "res3", "res4", "res5", "res6", "decoder0",
                "decoder1");
        assertThat(summary.taps()).extracting(Tap::shape).containsSequence(
                new long[] {1, 64, 128, 128}, new long[] {1, 128, 64, 64}, new long[] {1, 256, 32, 32});
        assertThat(summary.taps().get(10).shape()).containsExactly(1, 64, 128, 128);
    }

    @Test
    void theTranslationHasTheShapeOfTheImage() {
        SDVariable image = graph.placeholder("image", 2, 1, 48, 48);
        SDVariable label = graph.placeholder("label", 2, 7);

        SDVariable output = new StarGanGenerator()
                .build(graph.draw("generator").builder(), image, label, new StarGanGenerator.Parameters(8, 2));

        assertThat(graph.shape(output)).containsExactly(2, 1, 48, 48);
    }

    @Test
    void weightsStartWithinPyTorchsBounds() {
        draw(128, 5, new StarGanGenerator.Parameters(64, 6));

        assertThat(graph.initializers("generator"))
                .containsEntry("encoder0/conv/weight", Initializer.fanIn(8 * 49))
                .containsEntry("encoder0/norm/gain", Initializer.ONES)
                .containsEntry("encoder0/norm/bias", Initializer.ZEROS)
                .containsEntry("res1/conv1/weight", Initializer.fanIn(256 * 9))
                .containsEntry("decoder0/conv/weight", Initializer.fanIn(128 * 16))
                .doesNotContainKey("encoder0/conv/bias");
    }

    @Test
    void imagesThatCannotBeHalvedTwiceAreRefused() {
        assertThatThrownBy(() -> draw(50, 5, new StarGanGenerator.Parameters(8, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("multiple of 4 px")
                .hasMessageContaining("50 x 50");
    }

    private NetworkSummary draw(int size, int labels, StarGanGenerator.Parameters parameters) {
        NetworkDrawing drawing = graph.draw("generator");
        SDVariable image = graph.placeholder("image", 1, 3, size, size);
        SDVariable label = graph.placeholder("label", 1, labels);
        new StarGanGenerator().build(drawing.builder(), image, label, parameters);
        return NetworkSummary.of(graph, "generator", drawing);
    }
}
