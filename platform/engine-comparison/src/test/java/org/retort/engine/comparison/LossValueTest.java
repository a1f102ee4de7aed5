package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.NoParameters;
import org.retort.engine.nd4j.internal.DoubleRun;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.RowTaps;
import org.retort.plugin.distillation.discriminator.DiscriminatorLogit;
import org.retort.plugin.distillation.discriminator.FrozenDiscriminator;
import org.retort.plugin.distillation.discriminator.TeacherAsReal;
import org.retort.plugin.distillation.discriminator.Triplet;
import org.retort.plugin.distillation.feature.AttentionTransfer;
import org.retort.plugin.distillation.feature.FeatureMse;
import org.retort.plugin.distillation.feature.FeatureRmse;
import org.retort.plugin.distillation.feature.NeuronSelectivity;
import org.retort.plugin.distillation.image.Content;
import org.retort.plugin.distillation.image.DiscriminatorFeatureL1;
import org.retort.plugin.distillation.image.OutputL1;
import org.retort.plugin.distillation.image.OutputL2;
import org.retort.plugin.distillation.image.OutputSmoothL1;
import org.retort.plugin.distillation.image.Ssim;
import org.retort.plugin.distillation.image.Style;
import org.retort.plugin.distillation.image.Wavelet;
import org.retort.plugin.distillation.relation.KernelAlignment;
import org.retort.plugin.distillation.relation.ProbabilisticTransfer;
import org.retort.plugin.distillation.relation.RkdAngle;
import org.retort.plugin.distillation.relation.RkdDistance;
import org.retort.plugin.distillation.relation.SemanticRelation;
import org.retort.plugin.stargan.StarGanDiscriminator;
import org.retort.plugin.stustargan.StudentGenerator;
import org.retort.plugin.stustargan.StudentParameters;
import org.retort.plugin.stustargan.StudentParameters.Separable;
import org.retort.plugin.stustargan.StudentParameters.Skip;
import org.retort.plugin.stustargan.StudentParameters.SkipAt;

/** Values of losses against their formulas, written once more with loops over the numbers that they compare. */
class LossValueTest {
    private static final LabelSpace CLASSES = LabelSpace.classes(List.of("a", "b", "c"));
    private static final List<String> ENCODER = List.of("encoder2");
    private static final List<String> SAME = List.of();

    /** Student and teacher of one shape, so that taps fit without adaptors. */
    private static DrawnStep step(Side side) {
        StudentParameters plain = new StudentParameters(4, 1, Skip.NONE, SkipAt.BOTH, Separable.NONE, false, false);
        DrawnStep.Networks networks = new DrawnStep.Networks(
                (network, image, label) -> new StudentGenerator().build(network, image, label, plain),
                (network, image) -> {
                    var verdict = new StarGanDiscriminator()
                            .build(network, image, 3, new StarGanDiscriminator.Parameters(5, 3));
                    return new SDVariable[] {verdict.source(), verdict.classes()};
                });
        return new DrawnStep(
                DataType.DOUBLE, side, CLASSES, Map.of(Role.OWN, networks, Role.TEACHER, networks), 3, 3, 16, 16);
    }

    private static <P extends Record> Function<DrawnStep, SDVariable> drawing(DistillationLoss<P> loss, P parameters) {
        return step -> loss.build(step, 0.5, parameters);
    }

    private static double mean(INDArray values) {
        return values.meanNumber().doubleValue();
    }

    /** Each image as one row. */
    private static double[][] rows(INDArray features) {
        return features.dup('c').reshape('c', features.size(0), features.length() / features.size(0)).toDoubleMatrix();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(dot(a, a) - 2 * dot(a, b) + dot(b, b));
    }

    private static double smooth(double difference, double threshold) {
        double d = Math.abs(difference);
        return d < threshold ? d * d / (2 * threshold) : d - threshold / 2;
    }

    private static double smoothL1(INDArray a, INDArray b) {
        double sum = 0;
        for (long i = 0; i < a.length(); i++) {
            sum += smooth(a.getDouble(i) - b.getDouble(i), 0.2);
        }
        return sum / a.length();
    }

    /** Two by two pixels at a time. */
    private static double haar(INDArray a, INDArray b) {
        double sum = 0;
        for (long plane = 0; plane < 9; plane++) {
            for (long y = 0; y < 16; y += 2) {
                for (long x = 0; x < 16; x += 2) {
                    double[] p = new double[4];
                    for (int i = 0; i < 4; i++) {
                        long[] at = {plane / 3, plane % 3, y + i / 2, x + i % 2};
                        p[i] = a.getDouble(at) - b.getDouble(at);
                    }
                    sum += Math.abs(p[0] + p[1] - p[2] - p[3]) / 2 + Math.abs(p[0] - p[1] + p[2] - p[3]) / 2
                            + Math.abs(p[0] - p[1] - p[2] + p[3]) / 2;
                }
            }
        }
        return sum / (9 * 3 * 64);
    }

    /** 1 - SSIM (Wang et al. 2004): Gaussian windows of 11 px and deviation 1.5, within the image; range 2. */
    private static double dissimilarity(INDArray a, INDArray b) {
        double sum = 0;
        int windows = 0;
        for (int plane = 0; plane < 9; plane++) {
            for (int top = 0; top <= 5; top++) {
                for (int left = 0; left <= 5; left++) {
                    double[] m = new double[6];
                    for (int y = 0; y < 11; y++) {
                        for (int x = 0; x < 11; x++) {
                            double w = Math.exp(-((y - 5) * (y - 5) + (x - 5) * (x - 5)) / 4.5);
                            double p = a.getDouble(plane / 3, plane % 3, top + y, left + x);
                            double q = b.getDouble(plane / 3, plane % 3, top + y, left + x);
                            double[] terms = {1, p, q, p * p, q * q, p * q};
                            for (int i = 0; i < 6; i++) {
                                m[i] += w * terms[i];
                            }
                        }
                    }
                    double p = m[1] / m[0];
                    double q = m[2] / m[0];
                    double pp = m[3] / m[0] - p * p;
                    double qq = m[4] / m[0] - q * q;
                    double pq = m[5] / m[0] - p * q;
                    sum += (2 * p * q + 0.0004) * (2 * pq + 0.0036) / ((p * p + q * q + 0.0004) * (pp + qq + 0.0036));
                    windows++;
                }
            }
        }
        return 1 - sum / windows;
    }

    static Stream<Arguments> images() {
        NoParameters none = new NoParameters();
        return Stream.of(
                image("output L1", drawing(new OutputL1(), none), (a, b) -> mean(Transforms.abs(a.sub(b)))),
                image("output L2", drawing(new OutputL2(), none), (a, b) -> mean(a.sub(b).mul(a.sub(b)))),
                image("smooth L1", drawing(new OutputSmoothL1(), new OutputSmoothL1.Parameters(0.2)),
                        LossValueTest::smoothL1),
                image("wavelet", drawing(new Wavelet(), new Wavelet.Parameters(1)), LossValueTest::haar),
                image("SSIM", drawing(new Ssim(), none), LossValueTest::dissimilarity));
    }

    private static Arguments image(
            String name, Function<DrawnStep, SDVariable> draw, ToDoubleBiFunction<INDArray, INDArray> formula) {
        return Arguments.of(name, draw, formula);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void lossesOfImagesAreTheirFormulas(
            String name, Function<DrawnStep, SDVariable> draw, ToDoubleBiFunction<INDArray, INDArray> formula) {
        DrawnStep step = step(Side.GENERATOR);
        SDVariable student = step.translated(Role.OWN).image();
        SDVariable teacher = step.translated(Role.TEACHER).image();
        assertFormula(step, draw.apply(step), student, teacher, formula);
    }

    private static void assertFormula(
            DrawnStep step,
            SDVariable loss,
            SDVariable student,
            SDVariable teacher,
            ToDoubleBiFunction<INDArray, INDArray> formula) {
        try (DoubleRun run = new DoubleRun(step.modelGraph(), List.of(loss, student, teacher), -0.5, 0.5)) {
            double expected = formula.applyAsDouble(run.value(student), run.value(teacher));
            double found = run.value(loss).getDouble(0);
            assertThat(found).isNotZero().isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }

    private static double attention(INDArray a, INDArray b) {
        double[][] maps = new double[6][];
        for (int i = 0; i < 3; i++) {
            maps[i] = energy(a, i);
            maps[3 + i] = energy(b, i);
        }
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += Math.pow(distance(maps[i], maps[3 + i]), 2);
        }
        return sum / (3 * maps[0].length);
    }

    private static double[] energy(INDArray features, int image) {
        INDArray square = features.slice(image).mul(features.slice(image)).mean(0);
        double[] energy = square.dup('c').reshape('c', 1, square.length()).toDoubleMatrix()[0];
        double length = Math.sqrt(dot(energy, energy));
        for (int i = 0; i < energy.length; i++) {
            energy[i] /= length;
        }
        return energy;
    }

    private static double selectivity(INDArray a, INDArray b) {
        double sum = 0;
        for (int image = 0; image < 3; image++) {
            sum += kernel(a, a, image) + kernel(b, b, image) - 2 * kernel(a, b, image);
        }
        return sum / 3;
    }

    private static double kernel(INDArray a, INDArray b, int image) {
        double[][] first = rows(a.slice(image));
        double[][] second = rows(b.slice(image));
        double sum = 0;
        for (double[] x : first) {
            for (double[] y : second) {
                double lengths = dot(x, x) * dot(y, y);
                // A channel that its rectifier holds at zero is like no other.
                sum += lengths == 0 ? 0 : Math.pow(dot(x, y), 2) / lengths;
            }
        }
        return sum / (first.length * second.length);
    }

    private static double alignment(INDArray a, INDArray b) {
        double[][] x = rows(a);
        double[][] y = rows(b);
        double both = 0;
        double ofX = 0;
        double ofY = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                both += dot(x[i], x[j]) * dot(y[i], y[j]);
                ofX += Math.pow(dot(x[i], x[j]), 2);
                ofY += Math.pow(dot(y[i], y[j]), 2);
            }
        }
        return -both / Math.sqrt(ofX * ofY);
    }

    private static double relations(INDArray a, INDArray b) {
        double sum = 0;
        double[][] x = relation(rows(a));
        double[][] y = relation(rows(b));
        for (int i = 0; i < 3; i++) {
            sum += Math.pow(distance(x[i], y[i]), 2);
        }
        return sum / 9;
    }

    private static double[][] relation(double[][] rows) {
        double[][] products = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                products[i][j] = dot(rows[i], rows[j]);
            }
            double length = Math.sqrt(dot(products[i], products[i]));
            for (int j = 0; j < 3; j++) {
                products[i][j] /= length;
            }
        }
        return products;
    }

    private static double relationalDistance(INDArray a, INDArray b) {
        double[][] x = rows(a);
        double[][] y = rows(b);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += i == j ? 0 : smooth(distance(x[i], x[j]) / meanDistance(x) - distance(y[i], y[j]) / meanDistance(y), 1);
            }
        }
        return sum / 9;
    }

    private static double meanDistance(double[][] rows) {
        return (distance(rows[0], rows[1]) + distance(rows[0], rows[2]) + distance(rows[1], rows[2])) / 3;
    }

    private static double relationalAngle(INDArray a, INDArray b) {
        double[][] x = rows(a);
        double[][] y = rows(b);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    sum += smooth(cosine(x, i, j, k) - cosine(y, i, j, k), 1);
                }
            }
        }
        return sum / 27;
    }

    /** Of the angle at i; 0 where a side has no length. */
    private static double cosine(double[][] rows, int i, int j, int k) {
        if (i == j || i == k) {
            return 0;
        }
        double[] one = new double[rows[0].length];
        double[] other = new double[one.length];
        for (int at = 0; at < one.length; at++) {
            one[at] = rows[j][at] - rows[i][at];
            other[at] = rows[k][at] - rows[i][at];
        }
        return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
    }

    private static double transfer(INDArray a, INDArray b) {
        double[][] p = probabilities(rows(a));
        double[][] q = probabilities(rows(b));
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += q[i][j] * Math.log((q[i][j] + 1e-7) / (p[i][j] + 1e-7));
            }
        }
        return sum / 9;
    }

    private static double[][] probabilities(double[][] rows) {
        double[][] values = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int j = 0; j < 3; j++) {
                values[i][j] = (1 + dot(rows[i], rows[j])
                        / Math.sqrt(dot(rows[i], rows[i]) * dot(rows[j], rows[j]))) / 2;
                sum += values[i][j];
            }
            for (int j = 0; j < 3; j++) {
                values[i][j] /= sum;
            }
        }
        return values;
    }

    private static double rootAndGram(INDArray a, INDArray b) {
        double grams = 0;
        for (int image = 0; image < 3; image++) {
            double[][] x = rows(a.slice(image));
            double[][] y = rows(b.slice(image));
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    grams += Math.pow((dot(x[i], x[j]) - dot(y[i], y[j])) / (x.length * x[0].length), 2);
                }
            }
        }
        double channels = a.size(1);
        return Math.sqrt(mean(a.sub(b).mul(a.sub(b)))) + 3 * Math.sqrt(grams / (3 * channels * channels));
    }

    static Stream<Arguments> features() {
        return Stream.of(
                image("feature MSE", drawing(new FeatureMse(), new FeatureMse.Parameters(ENCODER, SAME, Adaptor.NONE)),
                        (a, b) -> mean(a.sub(b).mul(a.sub(b)))),
                image("feature RMSE with Gram matrices", drawing(new FeatureRmse(),
                        new FeatureRmse.Parameters(ENCODER, SAME, Adaptor.NONE, List.of(), 3)), LossValueTest::rootAndGram),
                image("attention", drawing(new AttentionTransfer(),
                        new PositionTaps(ENCODER, SAME, false)), LossValueTest::attention),
                image("neuron selectivity", drawing(new NeuronSelectivity(),
                        new PositionTaps(ENCODER, SAME, false)), LossValueTest::selectivity),
                image("kernel alignment", drawing(new KernelAlignment(), new GeneratorTaps(ENCODER, SAME)),
                        LossValueTest::alignment),
                image("relations of images", drawing(new SemanticRelation(), new SemanticRelation.Parameters(
                        ENCODER, SAME, SemanticRelation.Form.BATCH, false, 1)), LossValueTest::relations),
                image("relational distance", drawing(new RkdDistance(),
                        new RowTaps(ENCODER, SAME, false)), LossValueTest::relationalDistance),
                image("relational angle", drawing(new RkdAngle(), new RowTaps(ENCODER, SAME, false)),
                        LossValueTest::relationalAngle),
                image("probabilistic transfer", drawing(new ProbabilisticTransfer(),
                        new RowTaps(ENCODER, SAME, false)), LossValueTest::transfer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void lossesOfFeaturesAreTheirFormulas(
            String name, Function<DrawnStep, SDVariable> draw, ToDoubleBiFunction<INDArray, INDArray> formula) {
        DrawnStep step = step(Side.GENERATOR);
        SDVariable student = step.translated(Role.OWN).taps().get("encoder2");
        SDVariable teacher = step.translated(Role.TEACHER).taps().get("encoder2");
        assertFormula(step, draw.apply(step), student, teacher, formula);
    }

    @Test
    void theStudentWithTheTeachersWeightsHasNothingToLearn() {
        List<Function<DrawnStep, SDVariable>> all = new ArrayList<>(List.of(
                drawing(new DiscriminatorFeatureL1(), new DiscriminatorFeatureL1.Parameters(List.of("conv0", "conv2"))),
                drawing(new Style(), new Style.Parameters(List.of("conv1"), Distance.L2))));
        Stream.concat(images(), features()).forEach(arguments -> {
            @SuppressWarnings("unchecked")
            Function<DrawnStep, SDVariable> draw = (Function<DrawnStep, SDVariable>) arguments.get()[1];
            all.add(draw);
        });
        for (Function<DrawnStep, SDVariable> draw : all) {
            DrawnStep step = step(Side.GENERATOR);
            SDVariable loss = draw.apply(step);
            try (DoubleRun run = new DoubleRun(step.modelGraph(), List.of(loss), -0.5, 0.5)) {
                for (SDVariable parameter : step.modelGraph().parameters("own/generator").values()) {
                    if (run.input(parameter.name()) != null) {
                        run.input(parameter.name()).assign(run.input(parameter.name().replace("own/", "teacher/")));
                    }
                }
                // Kernel alignment is -1 at its best; roots have 1e-12 or so added below them.
                double value = run.value(loss).getDouble(0);
                assertThat(Math.min(Math.abs(value), Math.abs(value + 1))).isLessThan(1e-5);
            }
        }
    }

    @Test
    void theContentOfPixelsAndOfIdentityIsTheDistanceToTheOriginal() {
        for (Content.Form form : List.of(Content.Form.PIXEL, Content.Form.IDENTITY)) {
            DrawnStep step = step(Side.GENERATOR);
            SDVariable image = form == Content.Form.PIXEL
                    ? step.translated(Role.OWN).image()
                    : step.translate(Role.OWN, step.source(), step.sourceLabel()).image();
            SDVariable loss = new Content()
                    .build(step, 1, new Content.Parameters(form, List.of(), Distance.L2, 1));
            assertFormula(step, loss, image, step.source(), (a, b) -> mean(a.sub(b).mul(a.sub(b))));
        }
    }

    @Test
    void theTripletComparesEachImagesOwnDistances() {
        DrawnStep step = step(Side.DISCRIMINATOR);
        SDVariable loss = new Triplet().build(step, 1, new Triplet.Parameters(Triplet.Anchor.SOURCE, 0.5, "conv1", false));
        List<SDVariable> taps = step
                .judgeAll(Role.OWN, List.of(
                        step.source(), step.translated(Role.TEACHER).image(), step.translated(Role.OWN).image()))
                .stream().map(judgement -> judgement.taps().get("conv1")).toList();
        List<SDVariable> wanted = new ArrayList<>(taps);
        wanted.add(loss);
        try (DoubleRun run = new DoubleRun(step.modelGraph(), wanted, -0.5, 0.5)) {
            double sum = 0;
            for (int image = 0; image < 3; image++) {
                double[][] rows = new double[3][];
                for (int i = 0; i < 3; i++) {
                    rows[i] = rows(run.value(taps.get(i)))[image];
                }
                sum += Math.max(0, meanDifference(rows[0], rows[1]) - meanDifference(rows[0], rows[2]) + 0.5);
            }
            assertThat(run.value(loss).getDouble(0)).isCloseTo(sum / 3, within(1e-9));
        }
    }

    private static double meanDifference(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    @Test
    void theLogitsOfClassesDivergeAsKullbackAndLeiblerSay() {
        DrawnStep step = step(Side.DISCRIMINATOR);
        SDVariable loss = new DiscriminatorLogit().build(
                step, 1, new DiscriminatorLogit.Parameters(2, DiscriminatorLogit.Heads.CLASSES, 0.5, false));
        List<SDVariable> images = List.of(
                step.source(), step.translated(Role.TEACHER).image(), step.translated(Role.OWN).image());
        List<SDVariable> wanted = new ArrayList<>();
        for (Role role : List.of(Role.OWN, Role.TEACHER)) {
            step.judgeAll(role, images).stream().map(Judgement::classes).forEach(wanted::add);
        }
        wanted.add(loss);
        try (DoubleRun run = new DoubleRun(step.modelGraph(), wanted, -0.5, 0.5)) {
            double sum = 0;
            for (int batch = 0; batch < 3; batch++) {
                double[][] student = rows(run.value(wanted.get(batch)));
                double[][] teacher = rows(run.value(wanted.get(3 + batch)));
                for (int image = 0; image < 3; image++) {
                    sum += 4 * divergence(softmax(teacher[image], 2), softmax(student[image], 2)) / 9;
                }
            }
            assertThat(run.value(loss).getDouble(0)).isPositive().isCloseTo(sum, within(1e-9));
        }
    }

    private static double[] softmax(double[] logits, double temperature) {
        double[] values = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(logits[i] / temperature);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return values;
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * Math.log(p[i] / q[i]);
        }
        return sum;
    }

    @Test
    void teacherImagesThatCountAsRealMoveTheCriticsMeanAndNoConstantDoes() {
        DrawnStep step = step(Side.DISCRIMINATOR);
        SDVariable loss = new TeacherAsReal().build(step, 0.5, new NoParameters());
        List<SDVariable> scores = step
                .judgeAll(Role.OWN, List.of(step.source(), step.translated(Role.TEACHER).image()))
                .stream().map(Judgement::source).toList();
        try (DoubleRun run =
                new DoubleRun(step.modelGraph(), List.of(loss, scores.get(0), scores.get(1)), -0.5, 0.5)) {
            double expected = (mean(run.value(scores.get(0))) - mean(run.value(scores.get(1)))) / 1.5;
            assertThat(run.value(loss).getDouble(0)).isNotZero().isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void theFrozenCriticWantsHighScoresAndTheLabelsThatWereAskedFor() {
        DrawnStep step = step(Side.GENERATOR);
        SDVariable loss = new FrozenDiscriminator().build(step, 1, new FrozenDiscriminator.Parameters(2));
        Judgement judgement = step.judge(Role.TEACHER, step.translated(Role.OWN).image());
        try (DoubleRun run = new DoubleRun(
                step.modelGraph(), List.of(loss, judgement.source(), judgement.classes()), -0.5, 0.5)) {
            double[][] logits = rows(run.value(judgement.classes()));
            double[][] labels = rows(run.input("target-label"));
            double entropy = 0;
            for (int image = 0; image < 3; image++) {
                double[] probabilities = softmax(logits[image], 1);
                for (int label = 0; label < 3; label++) {
                    entropy -= labels[image][label] * Math.log(probabilities[label]) / 3;
                }
            }
            assertThat(run.value(loss).getDouble(0))
                    .isCloseTo(-mean(run.value(judgement.source())) + 2 * entropy, within(1e-9));
        }
    }
}
