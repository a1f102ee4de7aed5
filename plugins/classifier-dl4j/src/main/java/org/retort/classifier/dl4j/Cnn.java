package org.retort.classifier.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.osgi.service.component.annotations.Component;
import org.retort.api.classifier.Classifier;
import org.retort.api.classifier.ClassifierProvider;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Plugin;

/** A convolutional classifier that Deeplearning4j trains, kept in its model file. */
@Component(service = ClassifierProvider.class)
@Plugin(
        id = "dl4j-cnn",
        title = "Convolutional classifier",
        summary = "Three stages of two convolutions with batch norm (a small VGG), trained by Deeplearning4j with early"
                + " stopping: softmax over classes, a sigmoid for each attribute.")
public final class Cnn implements ClassifierProvider<CnnParameters> {
    private static final String LABELS = "labels.txt";

    @Override
    public Class<CnnParameters> parameters() {
        return CnnParameters.class;
    }

    @Override
    public Optional<Path> imported(CnnParameters parameters) {
        return Optional.of(parameters.file()).filter(file -> !file.toString().isEmpty());
    }

    @Override
    public boolean train(ClassifierTask task, CnnParameters parameters, Path file) {
        Optional<ComputationGraph> trained = new CnnTraining(task, parameters).run();
        trained.ifPresent(graph -> write(graph, task.labels(), file));
        return trained.isPresent();
    }

    private static void write(ComputationGraph graph, LabelSpace labels, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            ModelSerializer.writeModel(graph, temporary.toFile(), false);
            ZipEntries.add(temporary, LABELS, String.join("\n", labels.names()));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            graph.close();
        }
    }

    @Override
    public Classifier open(Path file, LabelSpace labels, ImageFormat format, CnnParameters parameters) {
        try {
            List<String> names = names(file);
            ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile(), false);
            InputType type = InputType.convolutional(format.size(), format.size(), format.channels());
            return new GraphClassifier(
                    new ImageGraph(graph, (InputType.InputTypeConvolutional) type),
                    OutputOrder.of(names.size(), labels, names, file));
        } catch (IOException e) {
            throw new InputException(file + " is no classifier that dl4j-cnn has written: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(LABELS);
            if (entry == null) {
                throw new IOException("it has no " + LABELS);
            }
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
