package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.InitialValues;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.export.GeneratorExport;
import org.retort.experiment.export.GeneratorExport.Format;
import org.retort.experiment.run.GeneratorMetadata;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.TranslationGraph;

/** Exported files against the engine, with weights drawn at random. */
class OnnxExportTest {
    private static final ImageFormat FORMAT = new ImageFormat(3, 16);
    private static final LabelSpace LABELS = LabelSpace.attributes(List.of("a", "b"), List.of());
    private static final int BATCH = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "{plugin: stargan, width: 4, blocks: 2}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: none, separable: none}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: add, separable: none, input-residual: true}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: concat, separable: none}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: fuse, separable: none}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: none, separable: residual}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: add, separable: residual}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: concat, separable: residual}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: fuse, separable: residual}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: none, separable: residual-down}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: add, separable: residual-down, long-residual: true}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: concat, separable: residual-down}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: fuse, separable: residual-down}"
    })
    void onnxRuntimeTranslatesAsTheEngineDoes(String design) throws OrtException {
        FinishedGenerator generator = generator(design);
        Tensor image = Generators.random("image", BATCH, FORMAT.channels(), FORMAT.size(), FORMAT.size());
        Tensor label = Generators.random("label", BATCH, LABELS.size());
        Path file = folder.resolve("generator.onnx");

        GeneratorExport.write(generator, Format.ONNX, file);

        float[] expected = Generators.translate(generator, image, label).data();
        float[] found = Generators.translateByOnnxRuntime(file, image, label);
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
        assertThat(expected[0]).isNotCloseTo(expected[1], within(1e-6f));
    }

    @Test
    void anOnnxFileTellsLabelsAndSizeOfItsGenerator() throws OrtException {
        Path file = folder.resolve("generator.onnx");
        GeneratorExport.write(generator("{plugin: stargan, width: 4, blocks: 1}"), Format.ONNX, file);

        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("label-kind", "attributes")
                    .containsEntry("labels", "[\"a\",\"b\"]")
                    .containsEntry("channels", "3")
                    .containsEntry("size", "16")
                    .containsEntry("values", "[-1, 1]")
                    .containsEntry("crop", "whole faces");
        }
    }

    @Test
    void aSafetensorsFileHoldsTheWeightsAsTheyAre() {
        FinishedGenerator generator = generator("{plugin: stargan, width: 4, blocks: 1}");
        Path file = folder.resolve("generator.safetensors");

        GeneratorExport.write(generator, Format.SAFETENSORS, file);

        Map<String, Tensor> read = Safetensors.read(file).tensors();
        assertThat(read).containsOnlyKeys(generator.weights().keySet());
        generator.weights().forEach((name, weight) ->
                assertThat(read.get(name).data()).as(name).isEqualTo(weight.data()));
    }

    private FinishedGenerator generator(String design) {
        Experiment experiment = Descriptors.read(
                TinyRuns.TEXT, "tiny.yaml", folder, List.of("teacher.generator=" + design), new ShippedPlugins());
        RunDescriptor descriptor = RunDescriptor.ofTeacher(experiment, experiment.teachers().get(0));
        NetworkPlugins plugins = NetworkPlugins.of(descriptor);
        TranslationGraph drawn = TranslationGraph.of(plugins, Role.OWN, FORMAT, LABELS.size(), 1);
        Map<String, Tensor> weights = InitialValues.of(drawn.graph(), "own/generator", 7);
        // Gains of 1 and biases of 0 would hide that they are swapped.
        weights.replaceAll((name, value) -> name.endsWith("gain") || name.endsWith("bias")
                ? Generators.random(name, value.shape()) : value);
        return new FinishedGenerator(
                new GeneratorMetadata("uuid", "tiny", FORMAT, LABELS, "whole faces"), descriptor, plugins, weights);
    }
}
