package org.retort.classifier.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.retort.api.plugin.InputException;

/** Reads networks of images that Keras has saved, by Deeplearning4j's import. */
final class KerasFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private static final Pattern INPUT =
            Pattern.compile("\"batch_input_shape\":\\s*\\[null,\\s*(\\d+),\\s*(\\d+),\\s*(\\d+)\\s*]");

    private KerasFile() {}

    /** @throws InputException where the file is none, or of a network that cannot be imported, in words */
    static ImageGraph read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no file " + file + "; a Keras model in HDF5 is needed");
        }
        checkSignature(file);
        ComputationGraph graph = imported(file);
        return new ImageGraph(graph, input(graph, file));
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

    private static ComputationGraph imported(Path file) {
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
                .orElseThrow(() -> new InputException(file + " has no convolution, so it is no network of images"));
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
}
