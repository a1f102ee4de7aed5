package org.retort.classifier.dl4j;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.FeatureExtractor;
import org.retort.api.metric.FeatureExtractorReader;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.api.tensor.Tensor;

/** Opens Keras models as feature extractors, by Deeplearning4j's import. */
@Component
public final class KerasFeatureExtractorReader implements FeatureExtractorReader {
    private static final int COLOURS = 3;

    @Override
    public List<String> endings() {
        return List.of(".h5", ".hdf5");
    }

    @Override
    public FeatureExtractor open(Path file, int size, String output) {
        ImageGraph graph = KerasFile.read(file);
        InputType.InputTypeConvolutional input = graph.input();
        if (input.getChannels() != COLOURS || input.getHeight() != size || input.getWidth() != size) {
            throw new InputException(file + " reads images of " + input.getChannels() + " channels and "
                    + input.getHeight() + " x " + input.getWidth() + " px; a feature network reads 3 channels and " + size
                    + " x " + size + " px, another size: the key size");
        }
        return new Extractor(graph, output.isEmpty() ? graph.readByLastWeights() : layer(file, graph, output));
    }

    private static String layer(Path file, ImageGraph graph, String name) {
        List<String> names = graph.vertices();
        if (!names.contains(name)) {
            throw new InputException(file + " has no layer " + name + NearestName.question(name, names)
                    + "; set the key output to one of " + String.join(", ", names));
        }
        return name;
    }

    private record Extractor(ImageGraph graph, String layer) implements FeatureExtractor {
        @Override
        public Tensor features(Tensor image) {
            return graph.pooled(graph.activations(image).get(layer));
        }

        @Override
        public void close() {
            graph.close();
        }
    }
}
