package org.retort.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;

class StructuralSimilarityTest {
    @Test
    void anImageIsWhollySimilarToItself() {
        Tensor image = noise("a", 2, 3, 16, 20);

        assertThat(StructuralSimilarity.of(image, image, 1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void constantImagesAreComparedByTheirMeansAlone() {
        // (2 * 0.5 * 0.25 + C1) / (0.25 + 0.0625 + C1) with C1 = (0.01 * 2)^2
        double expected = 0.2504 / 0.3129;

        assertThat(StructuralSimilarity.of(constant(0.5f), constant(0.25f), 0)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theOnlyWindowOfAnImageOfElevenPixelsFollowsThePublishedFormula() {
        Tensor first = noise("a", 1, 1, 11, 11);
        Tensor second = noise("b", 1, 1, 11, 11);

        assertThat(StructuralSimilarity.of(first, second, 0)).isCloseTo(byDefinition(first, second), within(1e-9));
    }

    @Test
    void imagesSmallerThanTheWindowAreRefused() {
        Tensor image = Tensor.zeros(1, 3, 10, 32);

        assertThatThrownBy(() -> StructuralSimilarity.of(image, image, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 11 px, not 10 x 32 px");
    }

    /** The formula over one two-dimensional window, written out. */
    private static double byDefinition(Tensor first, Tensor second) {
        double total = 0;
        double[] weight = new double[121];
        for (int i = 0; i < 121; i++) {
            double dy = i / 11 - 5;
            double dx = i % 11 - 5;
            weight[i] = Math.exp(-(dx * dx + dy * dy) / 4.5);
            total += weight[i];
        }
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < 121; i++) {
            meanX += weight[i] / total * first.data()[i];
            meanY += weight[i] / total * second.data()[i];
        }
        double varianceX = 0;
        double varianceY = 0;
        double covariance = 0;
        for (int i = 0; i < 121; i++) {
            double x = first.data()[i] - meanX;
            double y = second.data()[i] - meanY;
            varianceX += weight[i] / total * x * x;
            varianceY += weight[i] / total * y * y;
            covariance += weight[i] / total * x * y;
        }
        return (2 * meanX * meanY + 0.0004)
                * (2 * covariance + 0.0036)
                / ((meanX * meanX + meanY * meanY + 0.0004) * (varianceX + varianceY + 0.0036));
    }

    private static Tensor constant(float value) {
        float[] data = new float[3 * 12 * 12];
        Arrays.fill(data, value);
        return new Tensor(new long[] {1, 3, 12, 12}, data);
    }

    private static Tensor noise(String purpose, long... shape) {
        RandomStream random = RandomStream.of(1, purpose);
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.uniform(-1, 1);
        }
        return tensor;
    }
}
