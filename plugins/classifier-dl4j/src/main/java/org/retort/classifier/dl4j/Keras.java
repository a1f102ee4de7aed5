package org.retort.classifier.dl4j;

import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.service.component.annotations.Component;
import org.retort.api.classifier.Classifier;
import org.retort.api.classifier.ClassifierProvider;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Plugin;

/** Reads image classifiers that Keras has saved, by Deeplearning4j's import. */
@Component(service = ClassifierProvider.class)
@Plugin(
        id = "keras",
        title = "Keras model",
        summary = "Reads a trained Keras classifier of images in [-1, 1]; images are resized to what it reads.")
public final class Keras implements ClassifierProvider<KerasParameters> {
    @Override
    public Class<KerasParameters> parameters() {
        return KerasParameters.class;
    }

    @Override
    public Optional<Path> imported(KerasParameters parameters) {
        return Optional.of(parameters.file());
    }

    @Override
    public boolean train(ClassifierTask task, KerasParameters parameters, Path file) {
        throw new IllegalStateException("a Keras model is imported, not trained");
    }

    @Override
    public Classifier open(Path file, LabelSpace labels, ImageFormat format, KerasParameters parameters) {
        ImageGraph graph = KerasFile.read(file);
        if (graph.input().getChannels() != format.channels()) {
            throw new InputException(file + " reads images of " + graph.input().getChannels() + " channels, the data set"
                    + " has " + format.channels());
        }
        return new GraphClassifier(graph, OutputOrder.of(outputs(graph), labels, parameters.labels(), file));
    }

    /** The number of outputs, which only a look at an image tells for sure. */
    private static int outputs(ImageGraph graph) {
        InputType.InputTypeConvolutional input = graph.input();
        boolean last = input.getFormat() == CNN2DFormat.NHWC;
        long[] shape = last
                ? new long[] {1, input.getHeight(), input.getWidth(), input.getChannels()}
                : new long[] {1, input.getChannels(), input.getHeight(), input.getWidth()};
        return (int) graph.graph().outputSingle(Nd4j.zeros(shape)).size(1);
    }
}
