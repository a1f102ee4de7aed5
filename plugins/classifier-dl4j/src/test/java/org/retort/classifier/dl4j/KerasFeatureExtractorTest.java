package org.retort.classifier.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.api.metric.FeatureExtractor;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

class KerasFeatureExtractorTest {
    private static final int SIZE = 8;

    @TempDir
    Path folder;

    private final KerasFeatureExtractorReader reader = new KerasFeatureExtractorReader();
    private Path file;

    @BeforeEach
    void write() {
        file = KerasFiles.write(folder.resolve("model.h5"), SIZE);
    }

    /** Two images; red, green and blue are the mean of a ramp from 0 up, a constant, and a constant. */
    private static Tensor images() {
        Tensor images = Tensor.zeros(2, 3, SIZE, SIZE);
        for (int i = 0; i < SIZE * SIZE; i++) {
            images.data()[i] = i;
            images.data()[SIZE * SIZE + i] = 100;
            images.data()[2 * SIZE * SIZE + i] = -7;
            images.data()[5 * SIZE * SIZE + i] = 3;
        }
        return images;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pool", "colours"})
    void featuresAreWhatTheNamedLayerMakesOfTheImagesWithMapsAveraged(String layer) {
        try (FeatureExtractor extractor = reader.open(file, SIZE, layer)) {
            Tensor features = extractor.features(images());

            assertThat(features.shape()).containsExactly(2, 2);
            assertThat(features.data()).containsExactly(new float[] {31.5f + 100, -14, 0, 6}, within(1e-3f));
        }
    }

    @Test
    void aLayerThatDoesNotExistIsToldWithTheNearest() {
        assertThatThrownBy(() -> reader.open(file, SIZE, "polo"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no layer polo; did you mean pool?; set the key output to one of image, colours");
    }

    @Test
    void anotherSizeIsToldWithTheNetworksOwn() {
        assertThatThrownBy(() -> reader.open(file, 299, ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("reads images of 3 channels and 8 x 8 px")
                .hasMessageContaining("299 x 299 px");
    }
}
