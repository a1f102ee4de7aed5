package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
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
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.state.InitialValues;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.export.GeneratorExport;
import org.retort.experiment.export.GeneratorExport.Format;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.TranslationGraph;
import org.retort.experiment.training.Translator;

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
        Tensor image = random("image", BATCH, FORMAT.channels(), FORMAT.size(), FORMAT.size());
        Tensor label = random("label", BATCH, LABELS.size());
        Path file = folder.resolve("generator.onnx");

        GeneratorExport.write(generator, Format.ONNX, file);

        float[] expected = engine(generator, image, label).data();
        float[] found = onnxRuntime(file, image, label);
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
                    .containsEntry("labels", "a,b")
                    .containsEntry("size", "16");
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
        RunDescriptor descriptor = RunDescriptor.ofTeacher(Descriptors.read(
                TinyRuns.TEXT, "tiny.yaml", folder, List.of("teacher.generator=" + design), new ShippedPlugins()));
        NetworkPlugins plugins = NetworkPlugins.of(descriptor);
        TranslationGraph drawn = TranslationGraph.of(plugins, Role.OWN, FORMAT, LABELS.size(), 1);
        Map<String, Tensor> weights = InitialValues.of(drawn.graph(), "own/generator", 7);
        // Gains of 1 and biases of 0 would hide that they are swapped.
        weights.replaceAll((name, value) -> name.endsWith("gain") || name.endsWith("bias")
                ? random(name, value.shape()) : value);
        return new FinishedGenerator("1", "tiny", "uuid", descriptor, plugins, FORMAT, LABELS, weights);
    }

    private static Tensor random(String name, long... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = RandomStream.of(3, name);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.uniform(-1, 1);
        }
        return tensor;
    }

    private static Tensor engine(FinishedGenerator generator, Tensor image, Tensor label) {
        try (EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 1, Precision.FLOAT32));
                Parameters parameters = Translator.parameters(
                        generator.plugins(), Role.OWN, FORMAT, LABELS.size(), session, generator.weights());
                Translator translator = new Translator(
                        generator.plugins(), Role.OWN, FORMAT, LABELS.size(), session, parameters)) {
            return translator.translate(image, label);
        }
    }

    private static float[] onnxRuntime(Path file, Tensor image, Tensor label) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image.data()), image.shape());
                OnnxTensor labels = OnnxTensor.createTensor(environment, FloatBuffer.wrap(label.data()), label.shape());
                OrtSession.Result result = session.run(Map.of("image", images, "label", labels))) {
            FloatBuffer values = ((OnnxTensor) result.get("translation").orElseThrow()).getFloatBuffer();
            float[] found = new float[values.remaining()];
            values.get(found);
            return found;
        }
    }
}
