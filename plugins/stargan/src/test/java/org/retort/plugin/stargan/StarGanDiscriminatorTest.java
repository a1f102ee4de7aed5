package org.retort.plugin.stargan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.DiscriminatorArchitecture.Verdict;
import org.retort.api.model.Initializer;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.engine.graph.NetworkSummary;
import org.retort.engine.graph.NetworkSummary.Tap;

/** Expected figures are those of the authors' PyTorch module. */
class StarGanDiscriminatorTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);
    private final NetworkDrawing drawing = graph.draw("discriminator");

    @ParameterizedTest
    @CsvSource({"128, 5, 44762048", "128, 7, 44778432", "128, 8, 44786624"})
    void parametersAreTheAuthorsToTheUnit(int size, int labels, long parameters) {
        draw(1, size, labels, 64, 6);

        assertThat(NetworkSummary.of(graph, "discriminator", drawing).parameters()).isEqualTo(parameters);
    }

    @Test
    void scoresArePatchesAndLogitsAreOneALabel() {
        Verdict verdict = draw(2, 48, 7, 8, 4);

        assertThat(graph.shape(verdict.source())).containsExactly(2, 1, 3, 3);
        assertThat(graph.shape(verdict.classes())).containsExactly(2, 7);
    }

    @Test
    void theTrunksLayersAreTaps() {
        draw(1, 128, 5, 64, 6);

        assertThat(NetworkSummary.of(graph, "discriminator", drawing).taps())
                .extracting(Tap::name)
                .containsExactly("conv0", "conv1", "conv2", "conv3", "conv4", "conv5");
        assertThat(graph.shape(drawing.taps().get("conv0"))).containsExactly(1, 64, 64, 64);
        assertThat(graph.shape(drawing.taps().get("conv5"))).containsExactly(1, 2048, 2, 2);
    }

    @Test
    void weightsAndBiasesStartWithinPyTorchsBoundsAndHeadsHaveNoBias() {
        draw(1, 128, 5, 64, 6);

        assertThat(graph.initializers("discriminator"))
                .containsEntry("conv0/weight", Initializer.fanIn(3 * 16))
                .containsEntry("conv0/bias", Initializer.fanIn(3 * 16))
                .containsEntry("conv5/bias", Initializer.fanIn(1024 * 16))
                .doesNotContainKeys("source/bias", "classes/bias");
    }

    @Test
    void aSizeThatDoesNotFitNamesTheLayersThatWould() {
        assertThatThrownBy(() -> draw(1, 48, 5, 64, 6))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("layers: 6")
                .hasMessageContaining("48 px")
                .hasMessageEndingWith("layers may be 1, 2, 3, 4");
    }

    private Verdict draw(int batch, int size, int labels, int width, int layers) {
        return new StarGanDiscriminator()
                .build(
                        drawing.builder(),
                        graph.placeholder("image", batch, 3, size, size),
                        labels,
                        new StarGanDiscriminator.Parameters(width, layers));
    }
}
