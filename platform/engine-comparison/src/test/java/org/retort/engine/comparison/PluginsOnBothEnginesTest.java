package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.plugin.NoParameters;
import org.retort.engine.graph.ModelGraph;
import org.retort.plugin.distillation.Content;
import org.retort.plugin.distillation.DiscriminatorFeatureL1;
import org.retort.plugin.distillation.DiscriminatorLogit;
import org.retort.plugin.distillation.OutputL1;
import org.retort.plugin.distillation.TeacherAsReal;
import org.retort.plugin.distillation.Triplet;
import org.retort.plugin.stargan.StarGanDiscriminator;
import org.retort.plugin.stargan.StarGanGenerator;
import org.retort.plugin.stustargan.StudentGenerator;
import org.retort.plugin.stustargan.StudentParameters;
import org.retort.plugin.stustargan.StudentParameters.Separable;
import org.retort.plugin.stustargan.StudentParameters.Skip;

/** Every architecture, objective and loss that ships, forward and gradient, on both engines. */
class PluginsOnBothEnginesTest {
    private static final double TOLERANCE = 1e-4;
    private static final LabelSpace CLASSES = LabelSpace.classes(List.of("a", "b", "c"));
    private static final LabelSpace ATTRIBUTES = LabelSpace.attributes(List.of("a", "b", "c"), List.of());

    private static DrawnStep.Networks networks(StudentParameters student) {
        StarGanDiscriminator discriminator = new StarGanDiscriminator();
        return new DrawnStep.Networks(
                (network, image, label) -> new StudentGenerator().build(network, image, label, student),
                (network, image) -> {
                    var verdict = discriminator.build(network, image, 3, new StarGanDiscriminator.Parameters(5, 3));
                    return new SDVariable[] {verdict.source(), verdict.classes()};
                });
    }

    private static DrawnStep step(Side side, LabelSpace labels) {
        StudentParameters teacher = new StudentParameters(6, 2, Skip.NONE, Separable.NONE, false, false);
        StudentParameters student = new StudentParameters(4, 1, Skip.ADD, Separable.RESIDUAL, false, false);
        return new DrawnStep(
                side, labels, Map.of(Role.OWN, networks(student), Role.TEACHER, networks(teacher)), 3, 3, 16, 16);
    }

    private static void assertAgreement(ModelGraph graph, List<SDVariable> outputs, SDVariable loss) {
        assertThat(Engines.differences(graph, outputs, loss, 3))
                .isNotEmpty()
                .allSatisfy((variable, difference) -> assertThat(difference).as(variable).isLessThan(TOLERANCE));
    }

    static Stream<StudentParameters> students() {
        return Stream.of(
                new StudentParameters(6, 2, Skip.NONE, Separable.NONE, false, false),
                new StudentParameters(4, 1, Skip.ADD, Separable.RESIDUAL, true, false),
                new StudentParameters(4, 1, Skip.CONCAT, Separable.RESIDUAL_DOWN, false, true),
                new StudentParameters(4, 1, Skip.FUSE, Separable.NONE, false, false));
    }

    @ParameterizedTest
    @MethodSource("students")
    void bothEnginesAgreeOnStudents(StudentParameters parameters) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", 2, 3, 16, 12);
        SDVariable translated = new StudentGenerator().build(
                graph.draw("net").builder(), image, graph.placeholder("label", 2, 3), parameters);

        assertAgreement(graph, List.of(translated),
                translated.mul(graph.placeholder("direction", 2, 3, 16, 12)).mean());
    }

    static Stream<StarGanGenerator.Parameters> generators() {
        return Stream.of(new StarGanGenerator.Parameters(6, 3), new StarGanGenerator.Parameters(5, 0));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void bothEnginesAgreeOnGenerators(StarGanGenerator.Parameters parameters) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", 2, 3, 12, 16);
        SDVariable translated = new StarGanGenerator().build(
                graph.draw("net").builder(), image, graph.placeholder("label", 2, 3), parameters);

        assertAgreement(graph, List.of(translated),
                translated.mul(graph.placeholder("direction", 2, 3, 12, 16)).mean());
    }

    static Stream<Arguments> objectives() {
        return Stream.of(
                Arguments.of(Side.DISCRIMINATOR, CLASSES), Arguments.of(Side.DISCRIMINATOR, ATTRIBUTES),
                Arguments.of(Side.GENERATOR, CLASSES), Arguments.of(Side.GENERATOR, ATTRIBUTES));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void bothEnginesAgreeOnObjectives(Side side, LabelSpace labels) {
        DrawnStep step = step(side, labels);
        SDVariable total = StarGanTraining.total(step);

        assertAgreement(step.modelGraph(), List.of(), total);
    }

    private static Arguments loss(String name, Side side, LabelSpace labels, Function<DrawnStep, SDVariable> draw) {
        return Arguments.of(name, side, labels, draw);
    }

    private static <P extends Record> Function<DrawnStep, SDVariable> drawing(DistillationLoss<P> loss, P parameters) {
        return step -> loss.build(step, 0.5, parameters);
    }

    static Stream<Arguments> losses() {
        List<String> taps = List.of("conv0", "conv1", "conv2");
        return Stream.of(
                loss("output L1", Side.GENERATOR, CLASSES, drawing(new OutputL1(), new NoParameters())),
                loss("feature L1", Side.GENERATOR, CLASSES,
                        drawing(new DiscriminatorFeatureL1(), new DiscriminatorFeatureL1.Parameters(taps))),
                loss("content of the discriminator", Side.GENERATOR, CLASSES, drawing(new Content(),
                        new Content.Parameters(Content.Form.DISCRIMINATOR, List.of()))),
                loss("content of the encoder", Side.GENERATOR, CLASSES, drawing(new Content(),
                        new Content.Parameters(Content.Form.ENCODER, List.of()))),
                loss("content by identity", Side.GENERATOR, CLASSES, drawing(new Content(),
                        new Content.Parameters(Content.Form.IDENTITY, List.of()))),
                loss("content of pixels", Side.GENERATOR, CLASSES, drawing(new Content(),
                        new Content.Parameters(Content.Form.PIXEL, List.of()))),
                // Cold, since the divergence of nearly equal distributions is a small difference of large numbers.
                loss("logits of classes", Side.DISCRIMINATOR, CLASSES,
                        drawing(new DiscriminatorLogit(), new DiscriminatorLogit.Parameters(0.05))),
                loss("logits of attributes", Side.DISCRIMINATOR, ATTRIBUTES,
                        drawing(new DiscriminatorLogit(), new DiscriminatorLogit.Parameters(2))),
                loss("triplet", Side.DISCRIMINATOR, CLASSES,
                        drawing(new Triplet(), new Triplet.Parameters(0.5, "", false))),
                loss("normalised triplet", Side.DISCRIMINATOR, CLASSES,
                        drawing(new Triplet(), new Triplet.Parameters(0.5, "conv1", true))),
                loss("teacher as real", Side.DISCRIMINATOR, CLASSES, step ->
                        new TeacherAsReal().build(step, 0.5, new NoParameters()).add(StarGanTraining.total(step))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void bothEnginesAgreeOnLosses(String name, Side side, LabelSpace labels, Function<DrawnStep, SDVariable> draw) {
        DrawnStep step = step(side, labels);
        SDVariable loss = draw.apply(step);

        assertAgreement(step.modelGraph(), List.of(), loss);
    }
}
