package org.retort.classifier.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
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
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private static final Pattern INPUT =
            Pattern.compile("\"batch_input_shape\":\\s*\\[null,\\s*(\\d+),\\s*(\\d+),\\s*(\\d+)\\s*]");

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
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no file " + file + "; a Keras model in HDF5 is needed");
        }
        checkSignature(file);
        ComputationGraph graph = read(file);
        InputType.InputTypeConvolutional input = input(graph, file);
        if (input.getChannels() != format.channels()) {
            throw new InputException(file + " reads images of " + input.getChannels() + " channels, the data set has "
                    + format.channels());
        }
        return new GraphClassifier(graph, input, OutputOrder.of(outputs(graph, input), labels, parameters.labels(), file));
    }

    /** Before the import looks, which answers to other files with a page of its own. */
    private static void checkSignature(Path file) {
        try (InputStream start = Files.newInputStream(file)) {
            if (!Arrays.equals(start.readNBytes(SIGNATURE.length), SIGNATURE)) {
                throw new InputException(file + " is no HDF5 file; a model that Keras has saved as .h5 or .hdf5 is needed");
            }
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ComputationGraph read(Path file) {
        try {
            return KerasModelImport.importKerasModelAndWeights(file.toString(), false);
        } catch (IOException | InvalidKerasConfigurationException | UnsupportedKerasConfigurationException
                | RuntimeException e) {
            throw new InputException(file + " cannot be imported from Keras: " + e.getMessage()
                    + "; allowed is a functional model with its weights in HDF5, of layers that Deeplearning4j knows", e);
        }
    }

    /** What the model reads, as its own description says. */
    private static InputType.InputTypeConvolutional input(ComputationGraph graph, Path file) {
        String description = description(file);
        Matcher shape = INPUT.matcher(description);
        if (!shape.find()) {
            throw new InputException(file + " does not say that it reads images of one size; its description has no"
                    + " batch_input_shape of [null, height, width, channels]");
        }
        CNN2DFormat format = Arrays.stream(graph.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(ConvolutionLayer.class::isInstance)
                .map(layer -> ((ConvolutionLayer) layer).getCnn2dDataFormat())
                .findFirst()
                .orElseThrow(() -> new InputException(file + " has no convolution, so it is no classifier of images"));
        boolean last = format == CNN2DFormat.NHWC;
        int first = Integer.parseInt(shape.group(1));
        int second = Integer.parseInt(shape.group(2));
        int third = Integer.parseInt(shape.group(3));
        InputType type = last
                ? InputType.convolutional(first, second, third, format)
                : InputType.convolutional(second, third, first, format);
        return (InputType.InputTypeConvolutional) type;
    }

    private static String description(Path file) {
        try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
            return archive.readAttributeAsJson("model_config");
        } catch (UnsupportedKerasConfigurationException e) {
            throw new InputException(file + " has no readable description: " + e.getMessage(), e);
        }
    }

    /** The number of outputs, which only a look at an image tells for sure. */
    private static int outputs(ComputationGraph graph, InputType.InputTypeConvolutional input) {
        boolean last = input.getFormat() == CNN2DFormat.NHWC;
        long[] shape = last
                ? new long[] {1, input.getHeight(), input.getWidth(), input.getChannels()}
                : new long[] {1, input.getChannels(), input.getHeight(), input.getWidth()};
        return (int) graph.outputSingle(Nd4j.zeros(shape)).size(1);
    }
}
