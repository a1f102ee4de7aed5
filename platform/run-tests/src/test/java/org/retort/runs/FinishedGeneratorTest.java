package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.dataset.procedural.SampleData;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.export.GeneratorExport;
import org.retort.experiment.export.GeneratorExport.Format;
import org.retort.experiment.run.GeneratorMetadata;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

/** What a run of FER2013's form leaves, and what is made of it when its data set is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinishedGeneratorTest {
    private Path folder;
    private TinyRuns runs;
    private RunFolder run;
    private Path faces;
    private Path weights;
    private Safetensors.Contents written;

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        faces = folder.resolve("fer2013.csv");
        new SampleData(12, 4, 6, 1).writeFer2013(faces);
        runs = new TinyRuns(folder.resolve("workspace"));
        run = runs.createFrom("""
                name: expressions
                threads: 1
                dataset: {plugin: fer2013, path: '%s', size: 32}
                teacher:
                  generator: {plugin: stargan, width: 4, blocks: 1}
                  discriminator: {plugin: stargan, width: 4, layers: 4}
                  objective: {plugin: stargan}
                  train: {iterations: 2, batch: 2, critic-steps: 1}
                evaluate: {images: 2}
                """.formatted(faces)).get(0);
        assertThat(runs.execute(run)).isEqualTo(RunState.FINISHED);
        weights = run.artifacts().resolve("generator.safetensors");
        written = Safetensors.read(weights);
        Files.delete(faces);
    }

    @BeforeEach
    void restore() {
        Safetensors.write(weights, written.tensors(), written.metadata());
    }

    private FinishedGenerator open() {
        return FinishedGenerator.of(runs.workspace(), run.id(), new ShippedPlugins());
    }

    @Test
    void theFileOfWeightsTellsLabelsAndImagesWithoutTheDataSet() {
        GeneratorMetadata metadata = open().metadata();

        assertThat(metadata.run()).isEqualTo(run.description().uuid());
        assertThat(metadata.name()).isEqualTo("expressions/teacher");
        assertThat(metadata.format()).isEqualTo(new ImageFormat(1, 32));
        assertThat(metadata.labels()).isEqualTo(LabelSpace.classes(
                List.of("Angry", "Disgust", "Fear", "Happy", "Sad", "Surprise", "Neutral")));
        assertThat(metadata.crop()).contains("one face that fills a square");
    }

    @Test
    void onnxRuntimeTranslatesAsTheTrainedGeneratorDoes() throws OrtException {
        FinishedGenerator generator = open();
        Tensor image = Generators.random("image", 3, 1, 32, 32);
        Tensor label = Generators.random("label", 3, 7);
        Path file = folder.resolve("generator.onnx");

        GeneratorExport.write(generator, Format.ONNX, file);

        assertThat(Generators.translateByOnnxRuntime(file, image, label))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(Generators.translate(generator, image, label).data());
    }

    @Test
    void aFileThatWasTakenAwayTellsWhatTheRunsOwnDoes() {
        Path file = folder.resolve("away/generator.safetensors");

        GeneratorExport.write(open(), Format.SAFETENSORS, file);

        assertThat(Safetensors.read(file).metadata()).isEqualTo(written.metadata());
    }

    @Test
    void anOlderFileIsReadWithTheDataSetAndToldOfWithoutIt() throws IOException {
        Safetensors.write(weights, written.tensors(), Map.of("run", run.description().uuid()));

        assertThatThrownBy(this::open)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("generator.safetensors, which an older Retort wrote, has no metadata name, label-kind,"
                        + " labels, exclusive, channels, size, values, crop")
                .hasMessageContaining("no file or folder " + faces)
                .hasMessageContaining("retort rerun " + run.id())
                .hasMessageNotContaining("\n");

        new SampleData(12, 4, 6, 1).writeFer2013(faces);
        assertThat(open().metadata().texts()).isEqualTo(written.metadata());
        Files.delete(faces);
    }

    @Test
    void aRunThatHasNoGeneratorIsToldWithWhatItHas() {
        RunFolder queued = runs.create().get(0);

        assertThatThrownBy(() -> FinishedGenerator.of(runs.workspace(), queued.id(), new ShippedPlugins()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("run " + queued.id() + " is queued")
                .hasMessageContaining("retort resume " + queued.id());
    }

    @Test
    void metadataThatCannotBeReadAreToldWithTheirFile() {
        for (Map.Entry<String, String> wrong : Map.of(
                "size", "large", "labels", "Angry, Happy", "label-kind", "classses", "values", "[0, 1]").entrySet()) {
            Map<String, String> texts = new LinkedHashMap<>(written.metadata());
            texts.put(wrong.getKey(), wrong.getValue());
            Safetensors.write(weights, written.tensors(), texts);

            assertThatThrownBy(this::open)
                    .as(wrong.toString())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("generator.safetensors")
                    .hasMessageContaining(wrong.getValue());
        }
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothing() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file, no folder");
        FinishedGenerator generator = open();
        for (Format format : Format.values()) {
            assertThatThrownBy(() -> GeneratorExport.write(generator, format, taken.resolve("generator")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("taken/generator cannot be written");
            Path occupied = Files.createDirectories(folder.resolve("occupied"));
            assertThatThrownBy(() -> GeneratorExport.write(generator, format, occupied))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("occupied is a folder");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains(".part") || name.contains(".tmp"));
        }
    }
}
