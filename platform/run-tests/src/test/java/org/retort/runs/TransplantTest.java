package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Role;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.inspect.SuiteInspection;
import org.retort.experiment.internal.transplant.TracedNetwork;
import org.retort.experiment.internal.transplant.Transplant;
import org.retort.experiment.suite.Suite;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.Suites;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.NetworkStart;
import org.retort.experiment.training.Training;
import org.retort.experiment.training.Translator;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

class TransplantTest {
    private static final ImageFormat FORMAT = new ImageFormat(3, 16);
    private static final LabelSpace LABELS = LabelSpace.attributes(List.of("a", "b", "c"), List.of());
    private static final String GENERATOR = "own/generator";
    private static final String DISCRIMINATOR = "own/discriminator";

    @TempDir
    private Path folder;

    private Experiment experiment(String student, String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "teacher.generator={plugin: stargan, width: 4, blocks: 2}",
                "teacher.discriminator={plugin: stargan, width: 4, layers: 3}",
                "students.small.distillation=[]",
                "students.small.discriminator={plugin: stargan, width: 4, layers: 3}",
                "students.small.generator=" + student));
        all.addAll(List.of(overrides));
        return new TinyRuns(folder).read(TinyRuns.TEXT, all.toArray(String[]::new));
    }

    private static RunDescriptor student(Experiment experiment) {
        return RunDescriptor.ofStudent(experiment, experiment.students().get(0));
    }

    private static List<NetworkStart> starts(Experiment experiment) {
        return NetworkStart.of(student(experiment), LABELS, FORMAT);
    }

    private static EngineSession session() {
        return new Nd4jEngine().open(new EngineSettings("cpu", 1, Precision.FLOAT32));
    }

    /** The first values of the teacher's networks, none of them left at a value that many parameters share. */
    private static Map<String, Map<String, Tensor>> teacher(Experiment experiment, EngineSession session) {
        try (Training training = new Training(
                RunDescriptor.ofTeacher(experiment, experiment.teachers().get(0)), LABELS, FORMAT, Map.of(), session)) {
            Map<String, Map<String, Tensor>> networks = new LinkedHashMap<>();
            for (String side : List.of("generator", "discriminator")) {
                Map<String, Tensor> weights = new LinkedHashMap<>();
                training.parameters("own/" + side).read().forEach((name, value) ->
                        weights.put(name, random(name, value.shape())));
                networks.put("teacher/" + side, weights);
            }
            return networks;
        }
    }

    private static Tensor random(String name, long... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = RandomStream.of(5, name);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.uniform(-1, 1);
        }
        return tensor;
    }

    /** What the student's generator makes of an image before its first step. */
    private static float[] firstTranslation(
            Experiment experiment, Map<String, Map<String, Tensor>> teacher, EngineSession session) {
        RunDescriptor run = student(experiment);
        try (Training training = new Training(run, LABELS, FORMAT, teacher, session)) {
            return translation(NetworkPlugins.of(run), Role.OWN, session, training.parameters(GENERATOR));
        }
    }

    private static float[] teachersTranslation(
            Experiment experiment, Map<String, Map<String, Tensor>> teacher, EngineSession session) {
        NetworkPlugins plugins = NetworkPlugins.of(student(experiment));
        try (Parameters parameters = Translator.parameters(
                plugins, Role.TEACHER, FORMAT, LABELS.size(), session, teacher.get("teacher/generator"))) {
            return translation(plugins, Role.TEACHER, session, parameters);
        }
    }

    private static float[] translation(
            NetworkPlugins plugins, Role role, EngineSession session, Parameters parameters) {
        try (Translator translator = new Translator(plugins, role, FORMAT, LABELS.size(), session, parameters)) {
            return translator.translate(random("image", 2, 3, 16, 16), random("label", 2, 3)).data();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{plugin: stargan, width: 4, blocks: 2, initialize: teacher}",
        "{plugin: stustargan, width: 4, blocks: 2, skip: none, separable: none, initialize: teacher}"
    })
    void atEqualWidthTheStudentTranslatesAsItsTeacherToTheBit(String design) {
        Experiment experiment = experiment(design);
        try (EngineSession session = session()) {
            Map<String, Map<String, Tensor>> teacher = teacher(experiment, session);

            assertThat(starts(experiment)).singleElement().satisfies(start ->
                    assertThat(start.others()).isEmpty());
            assertThat(firstTranslation(experiment, teacher, session))
                    .isEqualTo(teachersTranslation(experiment, teacher, session));
        }
    }

    /** A teacher whose other channels do nothing is a narrower network, which the transplant must find. */
    @ParameterizedTest
    @ValueSource(strings = {
        "{plugin: stargan, width: 2, blocks: 2, initialize: teacher}",
        "{plugin: stustargan, width: 2, blocks: 2, skip: none, separable: none, initialize: teacher}"
    })
    void atHalfTheWidthTheStudentTranslatesAsATeacherWhoseOtherChannelsAreSilent(String design) {
        Experiment experiment = experiment(design);
        try (EngineSession session = session()) {
            Map<String, Map<String, Tensor>> teacher = teacher(experiment, session);
            // Each set of channels that hangs together has a choice of its own; the trunk has one.
            Set<String> trunk = Set.of("encoder2", "res1/2", "res2/2");
            teacher.get("teacher/generator").forEach((name, value) -> {
                String layer = name.startsWith("res")
                        ? name.substring(0, 5) + name.replaceAll(".*(\\d)/.*", "$1")
                        : name.substring(0, name.indexOf('/'));
                if (!layer.equals("output")) {
                    silenceHalf(trunk.contains(layer) ? "trunk" : layer, name, value);
                }
            });

            float[] found = firstTranslation(experiment, teacher, session);

            assertThat(found).usingComparatorWithPrecision(1e-5f)
                    .containsExactly(teachersTranslation(experiment, teacher, session));
            assertThat(found[0]).isNotEqualTo(found[1]);
        }
    }

    private static void silenceHalf(String choice, String name, Tensor value) {
        int axis = name.matches("decoder.*weight") ? 1 : 0;
        int channels = value.size(axis);
        List<Integer> order = new ArrayList<>(IntStream.range(0, channels).boxed().toList());
        Collections.shuffle(order, new Random(choice.hashCode()));
        Set<Integer> silent = Set.copyOf(order.subList(0, channels / 2));
        int inner = Arrays.stream(value.shape()).skip(axis + 1L).mapToInt(Math::toIntExact).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < value.data().length; i++) {
            if (silent.contains(i / inner % channels)) {
                value.data()[i] = 0;
            }
        }
    }

    private static TracedNetwork trunk(int width) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", 1, 1, 4, 4);
        NetworkDrawing drawing = graph.draw("n");
        NetworkBuilder network = drawing.builder();
        Convolution point = Convolution.of(1, 1, 0);
        SDVariable x = network.instanceNorm("norm", network.convolution("first", image, width, point.withBias()));
        x = network.add(x, network.convolution("branch", network.relu(x), width, point));
        return TracedNetwork.of(graph, "n", drawing, List.of(network.convolution("last", x, 1, point).name()));
    }

    @Test
    void theChannelsOfLargestNormOverAllThatMakeThemAreKeptThroughoutTheNetwork() {
        Map<String, Tensor> teacher = Map.of(
                "first/weight", new Tensor(new long[] {4, 1, 1, 1}, new float[] {1, 2, -3, 0.5f}),
                "first/bias", new Tensor(new long[] {4}, new float[] {10, 11, 12, 13}),
                "norm/gain", new Tensor(new long[] {4}, new float[] {20, 21, 22, 23}),
                "norm/bias", new Tensor(new long[] {4}, new float[] {30, 31, 32, 33}),
                "branch/weight", new Tensor(new long[] {4, 4, 1, 1}, new float[] {
                    0, 0, 4, 0,
                    0, 1, 0, 0,
                    0.5f, 0, 0.25f, 0,
                    0, 0, 0, -2}),
                "last/weight", new Tensor(new long[] {1, 4, 1, 1}, new float[] {40, 41, 42, 43}));
        // Squares of first and branch: 1 + 16, 4 + 1, 9 + 0.3125, 0.25 + 4.
        Map<String, Tensor> cut = Transplant.of(trunk(2), trunk(4)).values(Map.of(), teacher);

        assertThat(cut.get("first/weight").data()).containsExactly(1, -3);
        assertThat(cut.get("first/weight").shape()).containsExactly(2, 1, 1, 1);
        assertThat(cut.get("first/bias").data()).containsExactly(10, 12);
        assertThat(cut.get("norm/gain").data()).containsExactly(20, 22);
        assertThat(cut.get("norm/bias").data()).containsExactly(30, 32);
        assertThat(cut.get("branch/weight").data()).containsExactly(0, 4, 0.5f, 0.25f);
        assertThat(cut.get("branch/weight").shape()).containsExactly(2, 2, 1, 1);
        assertThat(cut.get("last/weight").data()).containsExactly(40, 42);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {plugin: stargan, width: 2, blocks: 3} | res3/conv1, res3/norm1, res3/conv2, res3/norm2
            {plugin: stargan, width: 2, blocks: 1} | ''
            {plugin: stustargan, width: 2, blocks: 1, skip: add, separable: residual} | res1/layer1/depthwise, \
            res1/layer1/depthwise-norm, res1/layer1/pointwise, res1/layer1/norm, res1/layer2/depthwise, \
            res1/layer2/depthwise-norm, res1/layer2/pointwise, res1/layer2/norm
            {plugin: stustargan, width: 2, blocks: 0, skip: concat, separable: none} | decoder1/conv, decoder1/norm, \
            output/conv
            {plugin: stustargan, width: 2, blocks: 0, skip: fuse, separable: none} | decoder0/fuse, decoder1/conv, \
            decoder1/norm, decoder1/fuse, output/conv
            {plugin: stustargan, width: 2, blocks: 0, skip: none, separable: residual-down, input-residual: true} | \
            encoder1/depthwise, encoder1/depthwise-norm, encoder1/pointwise, encoder1/norm, encoder2/depthwise, \
            encoder2/depthwise-norm, encoder2/pointwise, encoder2/norm, decoder0/conv, decoder0/norm, decoder1/conv, \
            decoder1/norm, output/conv
            """)
    void layersThatDoNotFollowOnesThatAreTakenStartAsUsual(String design, String others) {
        NetworkStart start = starts(experiment(design.replace("}", ", initialize: teacher}"))).get(0);

        assertThat(String.join(", ", start.others().keySet())).isEqualTo(others);
        assertThat(start.layers()).startsWith("encoder0/conv", "encoder0/norm");
        assertThat(start.words()).startsWith("generator starts with the teacher's weights in ");
    }

    @Test
    void layersWithoutCounterpartHaveTheValuesThatTheyWouldHaveFromScratch() {
        String design = "{plugin: stustargan, width: 2, blocks: 1, separable: residual, initialize: ";
        Experiment taking = experiment(design + "teacher}");
        Experiment scratch = experiment(design + "scratch}");
        try (EngineSession session = session()) {
            Map<String, Map<String, Tensor>> teacher = teacher(taking, session);
            try (Training first = new Training(student(taking), LABELS, FORMAT, teacher, session);
                    Training second = new Training(student(scratch), LABELS, FORMAT, teacher, session)) {
                Map<String, Tensor> taken = first.parameters(GENERATOR).read();
                Map<String, Tensor> usual = second.parameters(GENERATOR).read();

                assertThat(taken.get("res1/layer1/pointwise/weight").data())
                        .isEqualTo(usual.get("res1/layer1/pointwise/weight").data());
                assertThat(taken.get("encoder0/conv/weight").data())
                        .isNotEqualTo(usual.get("encoder0/conv/weight").data());
            }
        }
    }

    @Test
    void aNarrowerDiscriminatorTakesItsTeachersChannelsWithTheirBiases() {
        Experiment experiment = experiment("{plugin: stargan, width: 2, blocks: 0}",
                "students.small.discriminator={plugin: stargan, width: 2, layers: 3, initialize: teacher}");
        try (EngineSession session = session()) {
            Map<String, Map<String, Tensor>> teacher = teacher(experiment, session);
            Map<String, Tensor> theirs = teacher.get("teacher/discriminator");
            Arrays.fill(theirs.get("conv0/weight").data(), 0, 48, 0.01f);
            Arrays.fill(theirs.get("conv0/weight").data(), 96, 144, 0.01f);
            try (Training training = new Training(student(experiment), LABELS, FORMAT, teacher, session)) {
                Map<String, Tensor> own = training.parameters(DISCRIMINATOR).read();

                float[] bias = theirs.get("conv0/bias").data();
                assertThat(own.get("conv0/bias").data()).containsExactly(bias[1], bias[3]);
                assertThat(own.get("classes/weight").shape()).containsExactly(3, 8, 2, 2);
                assertThat(starts(experiment)).singleElement().satisfies(start -> assertThat(start.words()).isEqualTo(
                        "discriminator starts with the teacher's weights in all 5 layers: conv0, conv1, conv2, source,"
                                + " classes"));
            }
        }
    }

    @Test
    void theInspectionTellsOfEachMemberWhatItTakes() {
        Suite suite = Suites.read(TinyRuns.TEXT, "tiny.yaml", folder, List.of(
                "students.small.generator={plugin: stargan, width: 2, blocks: 2, initialize: teacher}"),
                new ShippedPlugins());

        assertThat(SuiteInspection.of(SuitePlan.of(suite), new ShippedPlugins(), 32, 3).notes()).containsExactly(
                "small: generator starts with the teacher's weights in 15 of 19 layers: encoder0/conv, encoder0/norm,"
                        + " encoder1/conv, encoder1/norm, encoder2/conv, encoder2/norm, res1/conv1, res1/norm1, res1/conv2,"
                        + " res1/norm2, decoder0/conv, decoder0/norm, decoder1/conv, decoder1/norm, output/conv; as usual"
                        + " start res2/conv1, res2/norm1, res2/conv2, res2/norm2 (the teacher has no layer like it)");
    }

    @Test
    void aStudentThatStartsWithItsTeachersWeightsIsTrained() {
        TinyRuns runs = new TinyRuns(folder);
        List<RunFolder> created = runs.create("train.iterations=2", "engine=nd4j",
                "students.small.generator={plugin: stargan, width: 2, blocks: 1, initialize: teacher}");

        assertThat(created).allSatisfy(run -> assertThat(runs.execute(run)).isEqualTo(RunState.FINISHED));
    }

    @Test
    void aStudentThatSharesNothingIsToldWhyForItsFirstLayerAndHowManyMoreThereAre() {
        // Three encoders and two decoders with norms, and the output.
        assertThatThrownBy(() -> starts(experiment("{plugin: stargan, width: 8, blocks: 0, initialize: teacher}")))
                .isInstanceOf(InputException.class)
                .hasMessage("generator.initialize is teacher, but no layer can start with the teacher's weights:"
                        + " encoder0/conv (it has 8 channels where the teacher's encoder0/conv has 4) and 10 more. Choose a"
                        + " generator of the teacher's layers that is no wider than the teacher's, or initialize: scratch");
    }
}
