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
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.plugin.NoParameters;
import org.retort.engine.graph.ModelGraph;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.RowTaps;
import org.retort.plugin.distillation.discriminator.DiscriminatorFeature;
import org.retort.plugin.distillation.discriminator.DiscriminatorLogit;
import org.retort.plugin.distillation.discriminator.FrozenDiscriminator;
import org.retort.plugin.distillation.discriminator.TeacherAsReal;
import org.retort.plugin.distillation.discriminator.Triplet;
import org.retort.plugin.distillation.feature.AttentionTransfer;
import org.retort.plugin.distillation.feature.Channel;
import org.retort.plugin.distillation.feature.CoAttention;
import org.retort.plugin.distillation.feature.DiscriminatorCooperation;
import org.retort.plugin.distillation.feature.FeatureMse;
import org.retort.plugin.distillation.feature.FeatureRmse;
import org.retort.plugin.distillation.feature.NeuronSelectivity;
import org.retort.plugin.distillation.feature.RegionContrast;
import org.retort.plugin.distillation.feature.VariationalInformation;
import org.retort.plugin.distillation.image.Content;
import org.retort.plugin.distillation.image.DiscriminatorFeatureL1;
import org.retort.plugin.distillation.image.OmgdMix;
import org.retort.plugin.distillation.image.OutputL1;
import org.retort.plugin.distillation.image.OutputL2;
import org.retort.plugin.distillation.image.OutputSmoothL1;
import org.retort.plugin.distillation.image.Smoothness;
import org.retort.plugin.distillation.image.Ssim;
import org.retort.plugin.distillation.image.Style;
import org.retort.plugin.distillation.image.Wavelet;
import org.retort.plugin.distillation.relation.KernelAlignment;
import org.retort.plugin.distillation.relation.ProbabilisticTransfer;
import org.retort.plugin.distillation.relation.RkdAngle;
import org.retort.plugin.distillation.relation.RkdDistance;
import org.retort.plugin.distillation.relation.SemanticRelation;
import org.retort.plugin.stargan.StarGanDiscriminator;
import org.retort.plugin.stargan.StarGanGenerator;
import org.retort.plugin.stustargan.StudentGenerator;
import org.retort.plugin.stustargan.StudentParameters;
import org.retort.plugin.stustargan.StudentParameters.Separable;
import org.retort.plugin.stustargan.StudentParameters.Skip;
import org.retort.plugin.stustargan.StudentParameters.SkipAt;

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
        return step(DataType.FLOAT, side, labels);
    }

    static DrawnStep step(DataType type, Side side, LabelSpace labels) {
        StudentParameters teacher = new StudentParameters(6, 2, Skip.NONE, SkipAt.BOTH, Separable.NONE, false, false);
        StudentParameters student = new StudentParameters(4, 1, Skip.ADD, SkipAt.BOTH, Separable.RESIDUAL, false, false);
        return new DrawnStep(
                type, side, labels, Map.of(Role.OWN, networks(student), Role.TEACHER, networks(teacher)), 3, 3, 16, 16);
    }

    private static void assertAgreement(ModelGraph graph, List<SDVariable> outputs, SDVariable loss) {
        assertThat(Engines.differences(graph, outputs, loss, 3))
                .isNotEmpty()
                .allSatisfy((variable, difference) -> assertThat(difference).as(variable).isLessThan(TOLERANCE));
    }

    static Stream<StudentParameters> students() {
        return Stream.of(
                new StudentParameters(6, 2, Skip.NONE, SkipAt.BOTH, Separable.NONE, false, false),
                new StudentParameters(4, 1, Skip.ADD, SkipAt.BOTH, Separable.RESIDUAL, true, false),
                new StudentParameters(4, 1, Skip.CONCAT, SkipAt.BOTH, Separable.RESIDUAL_DOWN, false, true),
                new StudentParameters(4, 1, Skip.FUSE, SkipAt.BOTH, Separable.NONE, false, false),
                new StudentParameters(4, 1, Skip.ADD, SkipAt.HALF, Separable.NONE, false, false));
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

    private static Function<DrawnStep, SDVariable> content(Content.Form form, int pool) {
        return drawing(new Content(), new Content.Parameters(form, List.of(), Distance.L1, pool));
    }

    private static Function<DrawnStep, SDVariable> logits(
            double temperature, DiscriminatorLogit.Heads heads, boolean standardise) {
        return drawing(new DiscriminatorLogit(), new DiscriminatorLogit.Parameters(temperature, heads, 0.5, standardise));
    }

    static Stream<Arguments> losses() {
        List<String> taps = List.of("conv0", "conv1", "conv2");
        List<String> encoder = List.of("encoder1", "encoder2");
        List<String> same = List.of();
        Adaptor fitting = Adaptor.CONVOLUTION;
        return Stream.of(
                loss("output L1", Side.GENERATOR, CLASSES, drawing(new OutputL1(), new NoParameters())),
                loss("output L2", Side.GENERATOR, CLASSES, drawing(new OutputL2(), new NoParameters())),
                loss("output smooth L1", Side.GENERATOR, CLASSES,
                        drawing(new OutputSmoothL1(), new OutputSmoothL1.Parameters(0.2))),
                loss("structural similarity", Side.GENERATOR, CLASSES, drawing(new Ssim(), new NoParameters())),
                loss("total variation", Side.GENERATOR, CLASSES, drawing(new Smoothness(), new NoParameters())),
                loss("wavelet", Side.GENERATOR, CLASSES, drawing(new Wavelet(), new Wavelet.Parameters(3))),
                loss("feature L1", Side.GENERATOR, CLASSES,
                        drawing(new DiscriminatorFeatureL1(), new DiscriminatorFeatureL1.Parameters(taps))),
                loss("style", Side.GENERATOR, CLASSES, drawing(new Style(), new Style.Parameters(taps, Distance.L2))),
                loss("OMGD's mix", Side.GENERATOR, CLASSES, drawing(new OmgdMix(),
                        new OmgdMix.Parameters(taps, "conv1", 10, 1e4, 10, 1e-5))),
                loss("content of the discriminator", Side.GENERATOR, CLASSES, content(Content.Form.DISCRIMINATOR, 1)),
                loss("content of the encoder", Side.GENERATOR, CLASSES, content(Content.Form.ENCODER, 1)),
                loss("content by identity", Side.GENERATOR, CLASSES, content(Content.Form.IDENTITY, 1)),
                loss("content of pixels", Side.GENERATOR, CLASSES, content(Content.Form.PIXEL, 2)),
                loss("content by embedding", Side.GENERATOR, CLASSES, content(Content.Form.EMBEDDING, 1)),
                loss("feature MSE", Side.GENERATOR, CLASSES,
                        drawing(new FeatureMse(), new FeatureMse.Parameters(encoder, same, fitting))),
                loss("feature MSE with pooling", Side.GENERATOR, CLASSES, drawing(new FeatureMse(),
                        new FeatureMse.Parameters(
                                List.of("encoder1"), List.of("encoder2"), Adaptor.CONVOLUTION_RESIZE))),
                loss("feature MSE with repetition", Side.GENERATOR, CLASSES, drawing(new FeatureMse(),
                        new FeatureMse.Parameters(
                                List.of("encoder2"), List.of("encoder0"), Adaptor.CONVOLUTION_RESIZE))),
                loss("feature RMSE", Side.GENERATOR, CLASSES, drawing(new FeatureRmse(),
                        new FeatureRmse.Parameters(encoder, same, fitting, taps, 200))),
                loss("channel", Side.GENERATOR, CLASSES, drawing(new Channel(), new GeneratorTaps(encoder, same))),
                loss("attention", Side.GENERATOR, CLASSES, drawing(new AttentionTransfer(),
                        new PositionTaps(encoder, same, false))),
                loss("co-attention", Side.GENERATOR, CLASSES, drawing(new CoAttention(),
                        new CoAttention.Parameters(encoder, same, List.of("conv0", "conv1"), false, 1e-5))),
                loss("variational information", Side.GENERATOR, CLASSES, drawing(new VariationalInformation(),
                        new PositionTaps(encoder, same, false))),
                loss("neuron selectivity", Side.GENERATOR, CLASSES, drawing(new NeuronSelectivity(),
                        new PositionTaps(encoder, same, false))),
                loss("discriminator-cooperated", Side.GENERATOR, CLASSES, drawing(new DiscriminatorCooperation(),
                        new DiscriminatorCooperation.Parameters(encoder, same, "conv2"))),
                loss("region-aware contrast", Side.GENERATOR, CLASSES, drawing(new RegionContrast(),
                        new RegionContrast.Parameters(encoder, same, 0.2, 2))),
                loss("kernel alignment", Side.GENERATOR, CLASSES,
                        drawing(new KernelAlignment(), new GeneratorTaps(encoder, same))),
                loss("relations of images", Side.GENERATOR, CLASSES, drawing(new SemanticRelation(),
                        new SemanticRelation.Parameters(encoder, same, SemanticRelation.Form.BATCH, false, 1))),
                loss("relations of positions", Side.GENERATOR, CLASSES, drawing(new SemanticRelation(),
                        new SemanticRelation.Parameters(encoder, same, SemanticRelation.Form.SPATIAL, false, 2))),
                loss("relational distance", Side.GENERATOR, CLASSES,
                        drawing(new RkdDistance(), new RowTaps(encoder, same, true))),
                loss("relational angle", Side.GENERATOR, CLASSES,
                        drawing(new RkdAngle(), new RowTaps(encoder, same, true))),
                loss("probabilistic transfer", Side.GENERATOR, CLASSES, drawing(new ProbabilisticTransfer(),
                        new RowTaps(encoder, same, false))),
                loss("frozen discriminator", Side.GENERATOR, ATTRIBUTES,
                        drawing(new FrozenDiscriminator(), new FrozenDiscriminator.Parameters(1))),
                loss("discriminator features", Side.DISCRIMINATOR, CLASSES, drawing(new DiscriminatorFeature(),
                        new DiscriminatorFeature.Parameters(taps, same, fitting))),
                // Cold, since the divergence of nearly equal distributions is a small difference of large numbers.
                loss("logits of classes", Side.DISCRIMINATOR, CLASSES,
                        logits(0.05, DiscriminatorLogit.Heads.CLASSES, false)),
                loss("logits of attributes and scores", Side.DISCRIMINATOR, ATTRIBUTES,
                        logits(2, DiscriminatorLogit.Heads.BOTH, false)),
                loss("standardised scores", Side.DISCRIMINATOR, CLASSES,
                        logits(1, DiscriminatorLogit.Heads.SOURCE, true)),
                loss("triplet", Side.DISCRIMINATOR, CLASSES,
                        drawing(new Triplet(), new Triplet.Parameters(Triplet.Anchor.TARGET, 0.5, "", false))),
                loss("normalised triplet", Side.DISCRIMINATOR, CLASSES,
                        drawing(new Triplet(), new Triplet.Parameters(Triplet.Anchor.SOURCE, 0.5, "conv1", true))),
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
