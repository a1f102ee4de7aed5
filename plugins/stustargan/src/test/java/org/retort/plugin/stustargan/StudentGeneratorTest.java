package org.retort.plugin.stustargan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.engine.graph.NetworkSummary;
import org.retort.engine.graph.NetworkSummary.Tap;
import org.retort.plugin.stustargan.StudentParameters.Separable;
import org.retort.plugin.stustargan.StudentParameters.Skip;
import org.retort.plugin.stustargan.StudentParameters.SkipAt;

class StudentGeneratorTest {
    private static final int SIZE = 128;
    private static final int LABELS = 5;

    @Test
    void withoutSkipsAndSeparableConvolutionsItIsStarGansGenerator() {
        NetworkSummary summary = draw(64, 6, Skip.NONE, Separable.NONE);

        assertThat(summary.parameters()).isEqualTo(8_430_528);
        assertThat(summary.multiplyAdds()).isEqualTo(9_960_423_424L);
    }

    /** Sizes in millions of parameters and billions of multiply-adds, counted on PyTorch modules. */
    @ParameterizedTest
    @CsvSource({
        "64, 6, NONE, 8.431, 9.96", "64, 6, RESIDUAL, 2.173, 3.55", "64, 6, RESIDUAL_DOWN, 1.562, 2.55",
        "48, 6, NONE, 4.750, 5.71", "48, 6, RESIDUAL, 1.236, 2.11", "48, 6, RESIDUAL_DOWN, 0.893, 1.55",
        "32, 6, NONE, 2.118, 2.63", "32, 6, RESIDUAL, 0.562, 1.04", "32, 6, RESIDUAL_DOWN, 0.410, 0.79",
        "32, 4, NONE, 1.527, 2.03", "32, 4, RESIDUAL, 0.490, 0.96", "32, 4, RESIDUAL_DOWN, 0.338, 0.72",
        "16, 6, NONE, 0.535, 0.73", "16, 6, RESIDUAL, 0.150, 0.33", "16, 6, RESIDUAL_DOWN, 0.112, 0.27",
        "16, 3, NONE, 0.313, 0.50", "16, 3, RESIDUAL, 0.120, 0.30", "16, 3, RESIDUAL_DOWN, 0.083, 0.24",
    })
    void sizesAreThoseCountedOnPyTorchModules(
            int width, int blocks, Separable separable, String millions, double billions) {
        NetworkSummary summary = draw(width, blocks, Skip.NONE, separable);

        assertThat(String.format(Locale.ROOT, "%.3f", summary.parameters() / 1e6)).isEqualTo(millions);
        assertThat(summary.multiplyAdds() / 1e9).isCloseTo(billions, within(0.01));
    }

    @ParameterizedTest
    @EnumSource(Separable.class)
    void parametersFollowTheClosedFormToTheUnit(Separable separable) {
        for (int width : new int[] {16, 32, 48, 64}) {
            for (int blocks : new int[] {3, 4, 6}) {
                assertThat(draw(width, blocks, Skip.ADD, separable).parameters())
                        .isEqualTo(closedForm(width, blocks, separable));
            }
        }
    }

    @Test
    void multiplyAddsOfASeparableStudentAreThoseCountedByHand() {
        long stem = 49L * 8 * 32 * 128 * 128;
        long down = (32 * 16 + 32 * 64) * 64L * 64 + (64 * 16 + 64 * 128) * 32L * 32;
        long residual = 6 * 2 * (128 * 9 + 128 * 128) * 32L * 32;
        long up = 128 * 64 * 16 * 32L * 32 + 64 * 32 * 16 * 64L * 64;
        long output = 49L * 32 * 3 * 128 * 128;

        assertThat(draw(32, 6, Skip.ADD, Separable.RESIDUAL_DOWN).multiplyAdds())
                .isEqualTo(stem + down + residual + up + output);
    }

    @Test
    void addedSkipsCostNothing() {
        assertThat(extraParameters(64, Skip.ADD)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"64, 140480", "32, 37472"})
    void concatenatedSkipsWidenTheLastTwoConvolutions(int width, long extra) {
        assertThat(extraParameters(width, Skip.CONCAT))
                .isEqualTo(extra)
                .isEqualTo(2L * width * width * 16 + 3L * width * 49);
    }

    @Test
    void fusedSkipsCostTheirPointwiseConvolutions() {
        assertThat(extraParameters(64, Skip.FUSE)).isEqualTo(4L * 64 * 2 * 64 + 2L * 64 * 64);
    }

    @Test
    void skipsAtOneResolutionWidenTheConvolutionBehindIt() {
        assertThat(extraParameters(64, Skip.CONCAT, SkipAt.HALF)).isEqualTo(2L * 64 * 64 * 16);
        assertThat(extraParameters(64, Skip.CONCAT, SkipAt.FULL)).isEqualTo(3L * 64 * 49);
    }

    @Test
    void residualsOverTheWholeNetworkCostNothing() {
        StudentParameters plain = new StudentParameters(16, 3, Skip.ADD, SkipAt.BOTH, Separable.RESIDUAL, false, false);
        StudentParameters residual = new StudentParameters(16, 3, Skip.ADD, SkipAt.BOTH, Separable.RESIDUAL, true, true);

        assertThat(draw(SIZE, residual).parameters()).isEqualTo(draw(SIZE, plain).parameters());
    }

    @ParameterizedTest
    @EnumSource(Skip.class)
    void tapsAreThoseOfStarGansGeneratorWhateverTheSkips(Skip skip) {
        NetworkSummary summary = draw(16, 2, skip, Separable.RESIDUAL_DOWN);

        assertThat(summary.taps())
                .extracting(Tap::name)
                .containsExactly("encoder0", "encoder1", "encoder2", "res1", "res2", "decoder0", "decoder1");
        assertThat(summary.taps().get(5).shape()).containsExactly(1, 32, 64, 64);
        assertThat(summary.taps().get(6).shape()).containsExactly(1, 16, 128, 128);
    }

    @Test
    void imagesThatCannotBeHalvedTwiceAreRefused() {
        StudentParameters student = new StudentParameters(8, 1, Skip.ADD, SkipAt.BOTH, Separable.RESIDUAL, false, false);

        assertThatThrownBy(() -> draw(50, student))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("multiple of 4 px")
                .hasMessageContaining("50 x 50");
    }

    private static long extraParameters(int width, Skip skip) {
        return extraParameters(width, skip, SkipAt.BOTH);
    }

    private static long extraParameters(int width, Skip skip, SkipAt at) {
        return draw(SIZE, new StudentParameters(width, 6, skip, at, Separable.RESIDUAL, false, false)).parameters()
                - draw(width, 6, Skip.NONE, Separable.RESIDUAL).parameters();
    }

    /** Kernel areas times channels plus two numbers a normalised channel, stage by stage. */
    private static long closedForm(long d, int blocks, Separable separable) {
        long stem = 49 * (3 + LABELS) * d + 2 * d;
        long plainDown = 16 * d * 2 * d + 4 * d + 16 * 2 * d * 4 * d + 8 * d;
        long separableDown = 16 * d + 2 * d + d * 2 * d + 4 * d + 16 * 2 * d + 4 * d + 2 * d * 4 * d + 8 * d;
        long plainBlock = 2 * (9 * 4 * d * 4 * d + 8 * d);
        long separableBlock = 2 * (9 * 4 * d + 8 * d + 4 * d * 4 * d + 8 * d);
        long decoder = 16 * 4 * d * 2 * d + 4 * d + 16 * 2 * d * d + 2 * d;
        long output = 49 * d * 3;
        return stem
                + (separable == Separable.RESIDUAL_DOWN ? separableDown : plainDown)
                + blocks * (separable == Separable.NONE ? plainBlock : separableBlock)
                + decoder
                + output;
    }

    private static NetworkSummary draw(int width, int blocks, Skip skip, Separable separable) {
        return draw(SIZE, new StudentParameters(width, blocks, skip, SkipAt.BOTH, separable, false, false));
    }

    private static NetworkSummary draw(int size, StudentParameters parameters) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        NetworkDrawing drawing = graph.draw("generator");
        SDVariable image = graph.placeholder("image", 1, 3, size, size);
        SDVariable label = graph.placeholder("label", 1, LABELS);
        SDVariable output = new StudentGenerator().build(drawing.builder(), image, label, parameters);
        assertThat(graph.shape(output)).containsExactly(1, 3, size, size);
        return NetworkSummary.of(graph, "generator", drawing);
    }
}
