package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.inspect.InspectedRun;
import org.retort.experiment.inspect.SuiteInspection;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.Suites;
import org.retort.experiment.training.StepInspection;

/** What is drawn of a plan before anything is trained. */
class SuiteInspectionTest {
    /** Convolutions of the tiny StarGAN teacher of width 4 with one residual block, for 3 channels and 3 labels. */
    private static final int WIDE = 7 * 7 * (3 + 3) * 4;

    private static final int ENCODER1 = 4 * 4 * 4 * 8;
    private static final int ENCODER2 = 4 * 4 * 8 * 16;
    private static final int BLOCK = 2 * 3 * 3 * 16 * 16;
    private static final int OUTPUT = 7 * 7 * 4 * 3;
    /** Gain and bias of each normalised channel. */
    private static final int NORMS = 2 * (4 + 8 + 16 + 2 * 16 + 8 + 4);

    private static final LabelSpace LABELS = LabelSpace.attributes(List.of("a", "b", "c"), List.of());
    private static final ImageFormat FORMAT = new ImageFormat(3, 32);

    private final ShippedPlugins plugins = new ShippedPlugins();

    private SuiteInspection inspect(String text, int size, int labels, String... overrides) {
        SuitePlan plan = SuitePlan.of(Suites.read(text, "tiny.yaml", Path.of(""), List.of(overrides), plugins));
        return SuiteInspection.of(plan, plugins, size, labels);
    }

    private static NetworkSummary generator(SuiteInspection inspection, int run) {
        return inspection.runs().get(run).generator().orElseThrow();
    }

    @Test
    void parametersAndMultiplyAddsAreThoseCountedByHand() {
        NetworkSummary teacher = generator(inspect(TinyRuns.TEXT, 0, 0), 0);

        assertThat(teacher.network()).isEqualTo("teacher/generator");
        assertThat(teacher.parameters()).isEqualTo(WIDE + 2 * ENCODER1 + 2 * ENCODER2 + BLOCK + OUTPUT + NORMS);
        // Transposed convolutions are counted at the size of their input, as large as their mirror image's output.
        assertThat(teacher.multiplyAdds()).isEqualTo(
                32 * 32 * (WIDE + OUTPUT) + 2 * 16 * 16 * ENCODER1 + 2 * 8 * 8 * ENCODER2 + 8 * 8 * BLOCK);
    }

    @Test
    void sizeAndLabelsThatAreGivenTakeThePlaceOfTheDataSets() {
        String text = TinyRuns.TEXT.replaceAll("(?s)dataset: .*?}", "dataset: {plugin: fer2013, path: nowhere.csv}");

        assertThatThrownBy(() -> inspect(text, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere.csv");
        assertThat(generator(inspect(text, 32, 3), 0).parameters())
                .isEqualTo(generator(inspect(TinyRuns.TEXT, 0, 0), 0).parameters());
    }

    @Test
    void runsThatDifferInNothingThatIsDrawnAreDrawnOnce() {
        List<InspectedRun> runs = inspect(TinyRuns.TEXT + """
                axes:
                  seed: [1, 2]
                  student:
                    - {name: short, set: {students.small.train.iterations: 4, students.small.train.learning-rate: 0.001}}
                    - {name: wide, set: {students.small.generator.width: 8}}
                """, 0, 0).runs();

        assertThat(runs).extracting(run -> run.run().words()).containsExactly(
                "teacher (seed 1)", "short (seed 1)", "wide (seed 1)", "teacher (seed 2)", "short (seed 2)", "wide (seed 2)");
        for (int i = 0; i < 3; i++) {
            NetworkSummary first = runs.get(i).generator().orElseThrow();
            NetworkSummary second = runs.get(i + 3).generator().orElseThrow();
            assertThat(second.layers()).isSameAs(first.layers());
            assertThat(second.network()).isEqualTo(first.network());
        }
        assertThat(runs.get(1).generator().orElseThrow().network()).isEqualTo("short/generator");
        assertThat(runs.get(1).discriminator().orElseThrow().network()).isEqualTo("short/discriminator");
        assertThat(runs.get(2).generator().orElseThrow().parameters())
                .isGreaterThan(runs.get(1).generator().orElseThrow().parameters());
    }

    @Test
    void membersWhoseLossesDoNotFitAreNamedTogetherForEachReason() {
        SuiteInspection inspection = inspect(TinyRuns.TEXT + """
                axes:
                  seed: [1, 2]
                  student:
                    - {name: fits}
                    - {name: one, set: {students.small.distillation.+: {plugin: feature-mse, weight: 1, taps: [encoder1]}}}
                    - {name: two, from: one, set: {students.small.train.iterations: 4}}
                """, 0, 0, "teacher.generator.width=8");

        assertThat(inspection.problems()).singleElement().asString()
                .startsWith("one, two cannot be trained: ")
                .contains("tap encoder1 [4, 8, 16, 16] of the student's generator",
                        "tap encoder1 [4, 16, 16, 16] of the teacher's generator");
        assertThat(inspection.runs()).extracting(run -> run.problem().isPresent())
                .containsExactly(false, false, true, true, false, false, true, true);
        assertThatThrownBy(inspection::check)
                .isInstanceOf(InputException.class)
                .hasMessage(inspection.problems().get(0));
    }

    @Test
    void aNetworkThatCannotBeDrawnIsToldWithItsMember() {
        assertThatThrownBy(() -> inspect(TinyRuns.TEXT, 30, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("teacher cannot be trained: ")
                .hasMessageContaining("30 x 30 px");
    }

    @Test
    void whereAClassifierIsTrainedNothingIsDrawn() {
        List<InspectedRun> runs = inspect("""
                name: classifier
                dataset: {plugin: fer2013, path: nowhere.csv}
                classifier: {plugin: dl4j-cnn}
                """, 0, 0).runs();

        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.generator()).isEmpty();
            assertThat(run.discriminator()).isEmpty();
            assertThat(run.problem()).isEmpty();
        });
    }

    private RunDescriptor student(String... overrides) {
        Experiment experiment = Descriptors.read(
                TinyRuns.TEXT, "tiny.yaml", Path.of(""), List.of(overrides), plugins);
        return RunDescriptor.ofStudent(experiment, experiment.students().get(0));
    }

    @Test
    void stepsWhosePartsFitPass() {
        assertThatCode(() -> StepInspection.check(student(), LABELS, FORMAT)).doesNotThrowAnyException();
    }

    @Test
    void twoTermsOfOneNameAreRefused() {
        RunDescriptor twice = student("students.small.distillation.+={plugin: output-l1, name: reconstruction, weight: 1}");

        assertThatThrownBy(() -> StepInspection.check(twice, LABELS, FORMAT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("objective plugin stargan")
                .hasMessageContaining("a term reconstruction, a name that another term of the same side has");
    }

    @Test
    void aTapThatDoesNotExistIsRefusedWithThoseThatDo() {
        RunDescriptor unknown = student(
                "students.small.distillation.+={plugin: feature-mse, weight: 1, taps: [encoder7]}");

        assertThatThrownBy(() -> StepInspection.check(unknown, LABELS, FORMAT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("encoder7")
                .hasMessageContaining("encoder1");
    }
}
