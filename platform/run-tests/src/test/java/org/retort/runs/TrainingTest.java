package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.Training;

/** A student's training on one batch, with losses on both sides. */
class TrainingTest {
    private static final LabelSpace LABELS = LabelSpace.attributes(List.of("a", "b", "c"), List.of());
    private static final ImageFormat FORMAT = new ImageFormat(3, 32);

    @TempDir
    private Path folder;

    static Stream<Arguments> engines() {
        return Stream.of(
                Arguments.of(new Nd4jEngine(), Precision.FLOAT32),
                Arguments.of(new LibTorchEngine(), Precision.FLOAT32),
                Arguments.of(new LibTorchEngine(), Precision.BFLOAT16_MIXED));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theGeneratorLearnsFromTheDiscriminatorThatItsUpdateHasLeft(Engine engine, Precision precision) {
        try (EngineSession session = engine.open(new EngineSettings("cpu", 1, precision))) {
            Training straight = training(session, "students.0.train.learning-rate=1e-2");
            Map<String, Tensor> before = copy(straight.parameters("own/discriminator").read());
            straight.discriminatorStep(batch(), 1);
            Map<String, Tensor> updated = copy(straight.parameters("own/discriminator").read());
            Map<String, Double> expected = straight.generatorStep(1);

            // The same again with a discriminator that is where the update led from the start, and stays there.
            Training still = training(session, "students.0.train.learning-rate=0");
            still.parameters("own/discriminator").write(updated);
            still.discriminatorStep(batch(), 1);
            Map<String, Double> found = still.generatorStep(1);

            assertThat(before.get("conv0/weight").data()).isNotEqualTo(updated.get("conv0/weight").data());
            assertThat(found).containsOnlyKeys(expected.keySet());
            expected.forEach((term, value) -> assertThat(found.get(term)).as(term).isCloseTo(value, within(1e-6)));
            straight.parameters("own/generator").readGradients().forEach((name, gradient) ->
                    assertThat(still.parameters("own/generator").readGradients().get(name).data())
                            .as(name)
                            .containsExactly(gradient.data(), within(1e-5f)));
        }
    }

    @Test
    void aGeneratorStepWithoutItsDiscriminatorStepIsRefused() {
        try (EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 1, Precision.FLOAT32))) {
            Training training = training(session, "students.0.train.critic-steps=2");
            training.discriminatorStep(batch(), 1);

            assertThatThrownBy(() -> training.generatorStep(1)).isInstanceOf(IllegalStateException.class);
            training.discriminatorStep(batch(), 2);
            training.generatorStep(2);
            assertThatThrownBy(() -> training.generatorStep(2)).isInstanceOf(IllegalStateException.class);
        }
    }

    private Training training(EngineSession session, String override) {
        Experiment experiment =
                new TinyRuns(folder).read(TinyRuns.TEXT, "students.0.train.critic-steps=1", override);
        RunDescriptor student = RunDescriptor.ofStudent(experiment, experiment.students().get(0));
        RunDescriptor teacher = student.ofTeacher(student.own().teachers().get(0).teacher());
        Map<String, Map<String, Tensor>> weights = new LinkedHashMap<>();
        try (Training untrained = new Training(teacher, LABELS, FORMAT, Map.of(), session)) {
            weights.put("teacher/generator", copy(untrained.parameters("own/generator").read()));
            weights.put("teacher/discriminator", copy(untrained.parameters("own/discriminator").read()));
        }
        return new Training(student, LABELS, FORMAT, weights, session);
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> values) {
        return new LinkedHashMap<>(values);
    }

    private static Batch batch() {
        RandomStream random = RandomStream.of(5, "batch");
        Tensor images = Tensor.zeros(4, 3, 32, 32);
        for (int i = 0; i < images.data().length; i++) {
            images.data()[i] = (float) random.uniform(-1, 1);
        }
        Tensor labels = Tensor.zeros(4, 3);
        Tensor targets = Tensor.zeros(4, 3);
        for (int i = 0; i < 4; i++) {
            labels.data()[i * 3 + i % 3] = 1;
            targets.data()[i * 3 + (i + 1) % 3] = 1;
        }
        return new Batch(images, labels, targets);
    }
}
