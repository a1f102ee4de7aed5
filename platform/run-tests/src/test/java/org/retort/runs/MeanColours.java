package org.retort.runs;

import java.nio.file.Path;
import java.util.List;
import org.retort.api.metric.FeatureExtractor;
import org.retort.api.metric.FeatureExtractorReader;
import org.retort.api.tensor.Tensor;

/** Takes any file that ends in {@code .means} for a network whose features are the mean colours of an image. */
final class MeanColours implements FeatureExtractorReader {
    @Override
    public List<String> endings() {
        return List.of(".means");
    }

    @Override
    public FeatureExtractor open(Path file, int size, String output) {
        return new FeatureExtractor() {
            @Override
            public Tensor features(Tensor image) {
                Tensor means = Tensor.zeros(image.size(0), 3);
                int area = size * size;
                for (int i = 0; i < image.data().length; i++) {
                    means.data()[i / area] += image.data()[i] / area;
                }
                return means;
            }

            @Override
            public void close() {}
        };
    }
}
