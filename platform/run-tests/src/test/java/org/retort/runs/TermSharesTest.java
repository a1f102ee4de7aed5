package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Side;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.Training;

class TermSharesTest {
    private static final LabelSpace LABELS = LabelSpace.attributes(List.of("a", "b", "c"), List.of());
    private static final String LINEAR = """
            name: linear
            dataset: {plugin: procedural-faces}
            teacher:
              generator: {plugin: shift}
              discriminator: {plugin: gain}
              objective: {plugin: linear}
              train: {iterations: 8, batch: 2}
            students:
              - name: small
                generator: {plugin: shift}
                discriminator: {plugin: gain}
                objective: {plugin: linear}
                distillation:
                  - {plugin: red, weight: {schedule: linear, from: 0, to: 2, start: 0, end: 8}}
                train: {iterations: 8, batch: 2}
            """;

    @TempDir
    private Path folder;

    static Stream<Engine> engines() {
        return Stream.of(new Nd4jEngine(), new LibTorchEngine());
    }

    private static EngineSession session(Engine engine) {
        return engine.open(new EngineSettings("cpu", 1, Precision.FLOAT32));
    }

    private static Batch batch(int images, int size) {
        Tensor image = Tensor.zeros(images, 3, size, size);
        Tensor labels = Tensor.zeros(images, 3);
        RandomStream random = RandomStream.of(5, "batch");
        for (int i = 0; i < image.data().length; i++) {
            image.data()[i] = (float) random.uniform(-1, 1);
        }
        for (int i = 0; i < images; i++) {
            labels.data()[i * 3 + i % 3] = 1;
        }
        return new Batch(image, labels, labels);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void sharesOfLinearTermsAreThoseOfTheirFactors(Engine engine) {
        Experiment experiment = Descriptors.read(LINEAR, "linear.yaml", folder, List.of(), LinearPlugins.catalog());
        RunDescriptor student = RunDescriptor.ofStudent(experiment, experiment.students().get(0));
        Batch batch = batch(2, 4);
        try (EngineSession session = session(engine);
                Training training = new Training(student, LABELS, new ImageFormat(3, 4), Map.of(), session)) {
            // The gradients are (1, 1, 1) / 3 three times, and (1, 0, 0) with the weight 1 that the schedule has halfway.
            double both = Math.sqrt(3) + 1;
            assertThat(training.shares(Side.GENERATOR, batch, 4)).containsOnlyKeys("red", "brightness", "nothing");
            assertThat(training.shares(Side.GENERATOR, batch, 4).get("brightness"))
                    .isCloseTo(Math.sqrt(3) / both, within(1e-6));
            assertThat(training.shares(Side.GENERATOR, batch, 4).get("red")).isCloseTo(1 / both, within(1e-6));
            assertThat(training.shares(Side.GENERATOR, batch, 4)).contains(entry("nothing", 0.0));
            // (2, 0, 0), and (2, 2, 2) / 3 with the weight that makes its length 6.
            assertThat(training.shares(Side.DISCRIMINATOR, batch, 4).get("first")).isCloseTo(0.25, within(1e-6));
            assertThat(training.shares(Side.DISCRIMINATOR, batch, 4).get("square")).isCloseTo(0.75, within(1e-6));
        }
    }

    private static final Map<Side, List<String>> WEIGHTS = Map.of(
            Side.DISCRIMINATOR, List.of("classification", "gradient-penalty"),
            Side.GENERATOR, List.of("classification", "reconstruction"));

    @ParameterizedTest
    @MethodSource("engines")
    void sharesOfStarGansTermsAreThoseOfTheGradientsThatTheStepHasWithAndWithoutThem(Engine engine) {
        for (Side side : Side.values()) {
            List<String> without = WEIGHTS.get(side).stream().map(TermSharesTest::dropped).toList();
            double[] alone = gradient(engine, side, without);
            Map<String, Double> norms = new LinkedHashMap<>();
            norms.put("adversarial", norm(alone, new double[alone.length]));
            for (String term : WEIGHTS.get(side)) {
                List<String> others = new ArrayList<>(without);
                others.remove(dropped(term));
                norms.put(term, norm(gradient(engine, side, others), alone));
            }
            double sum = norms.values().stream().mapToDouble(norm -> norm).sum();

            Map<String, Double> shares = trained(engine, List.of(), training -> training.shares(side, batch(4, 32), 1));

            assertThat(shares).containsOnlyKeys(norms.keySet());
            norms.forEach((term, norm) -> assertThat(shares.get(term)).as(term).isCloseTo(norm / sum, within(2e-3)));
        }
    }

    private static String dropped(String term) {
        return "teacher.objective." + term + "-weight=0";
    }

    private static double norm(double[] gradient, double[] less) {
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
            sum += Math.pow(gradient[i] - less[i], 2);
        }
        return Math.sqrt(sum);
    }

    private double[] gradient(Engine engine, Side side, List<String> overrides) {
        return trained(engine, overrides, training -> {
            training.discriminatorStep(batch(4, 32), 1);
            if (side == Side.GENERATOR) {
                training.generatorStep(1);
            }
            String network = side == Side.GENERATOR ? "own/generator" : "own/discriminator";
            return training.parameters(network).readGradients().values().stream()
                    .flatMapToDouble(TermSharesTest::numbers)
                    .toArray();
        });
    }

    private static DoubleStream numbers(Tensor tensor) {
        return IntStream.range(0, tensor.data().length).mapToDouble(i -> tensor.data()[i]);
    }

    private <T> T trained(Engine engine, List<String> overrides, Function<Training, T> use) {
        List<String> all = new ArrayList<>(overrides);
        // The generator's step comes after the discriminator's, which must change nothing here.
        all.addAll(List.of("teacher.train.critic-steps=1", "teacher.train.learning-rate=0"));
        Experiment experiment = new TinyRuns(folder).read(TinyRuns.TEXT, all.toArray(String[]::new));
        try (EngineSession session = session(engine);
                Training training = new Training(
                        RunDescriptor.ofTeacher(experiment, experiment.teachers().get(0)),
                        LABELS,
                        new ImageFormat(3, 32),
                        Map.of(),
                        session)) {
            return use.apply(training);
        }
    }
}
