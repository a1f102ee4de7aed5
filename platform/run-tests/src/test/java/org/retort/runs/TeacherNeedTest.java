package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NoParameters;
import org.retort.api.tensor.Tensor;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.StepInspection;
import org.retort.experiment.training.Training;

class TeacherNeedTest {
    private static final LabelSpace LABELS = LabelSpace.attributes(List.of("a", "b", "c"), List.of());
    private static final ImageFormat FORMAT = new ImageFormat(3, 32);
    private static final String NEED_NONE = "{plugin: content, form: pixel}, {plugin: content, name: same, form: identity}";

    private final PluginCatalog plugins =
            new ShippedPlugins(ShippedPlugins.plugin(PluginKind.LOSS, "modest", new Modest()));

    private RunDescriptor student(String losses, String... more) {
        List<String> overrides = Stream.concat(
                        Stream.of("students.small.distillation=[" + losses + "]"), Stream.of(more))
                .toList();
        Experiment experiment = Descriptors.read(TinyRuns.TEXT, "tiny.yaml", Path.of(""), overrides, plugins);
        return RunDescriptor.ofStudent(experiment, experiment.students().get(0));
    }

    private RunDescriptor withoutTeacher(RunDescriptor student) {
        ObjectNode json = student.toJson();
        json.remove("teacher");
        return Descriptors.readRun(json, "run.json", plugins);
    }

    private static EngineSession session() {
        return new Nd4jEngine().open(new EngineSettings("cpu", 1, Precision.FLOAT32));
    }

    /** Does a step of each side. */
    private static void step(Training training) {
        Batch batch = new Batch(Tensor.zeros(4, 3, 32, 32), Tensor.zeros(4, 3), Tensor.zeros(4, 3));
        training.discriminatorStep(batch, 2);
        assertThat(training.generatorStep(2)).containsKeys("content", "same");
    }

    @Test
    void aLossThatNeedsATeacherIsRefusedWhereThereIsNone() {
        RunDescriptor run = withoutTeacher(student(NEED_NONE + ", {plugin: output-l1, name: pixels}"));
        String refusal = "loss plugin output-l1 (bundle test 1.0.0) needs a teacher, but small has none; give it one under"
                + " teacher or teachers, or take pixels out of distillation";

        assertThatThrownBy(() -> StepInspection.check(run, LABELS, FORMAT))
                .isInstanceOf(InputException.class)
                .hasMessage(refusal);
        try (EngineSession session = session()) {
            assertThatThrownBy(() -> new Training(run, LABELS, FORMAT, Map.of(), session)).hasMessage(refusal);
        }
    }

    @Test
    void lossesThatNeedNoTeacherTrainARunThatHasNone() {
        try (EngineSession session = session();
                Training training = new Training(withoutTeacher(student(NEED_NONE)), LABELS, FORMAT, Map.of(), session)) {
            step(training);
        }
    }

    @Test
    void whereNoLossNeedsTheTeacherTheStepsHaveNoneOfItsNetworksAndAskForNoWeights() {
        try (EngineSession session = session();
                Training training = new Training(student(NEED_NONE), LABELS, FORMAT, Map.of(), session)) {
            step(training);

            assertThat(training.networks()).containsOnlyKeys("own/generator", "own/discriminator");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{plugin: output-l1}", "{plugin: teacher-as-real, weight: 0.4}", "{plugin: content}"})
    void oneLossThatNeedsTheTeacherAsksForItsWeights(String loss) {
        try (EngineSession session = session()) {
            assertThatThrownBy(() -> new Training(student(loss), LABELS, FORMAT, Map.of(), session))
                    .hasMessageMatching("a loss asks for network teacher/.*, whose weights this run does not have");
        }
    }

    @Test
    void anOnlineTeacherIsATeacher() {
        RunDescriptor run = student("{plugin: output-l1}", "students.small.teachers=[{name: teacher, online: true}]");

        StepInspection.check(run, LABELS, FORMAT);
    }

    @Test
    void aLossThatAsksForTheTeacherAfterSayingThatItNeedsNoneIsRefused() {
        assertThatThrownBy(() -> StepInspection.check(student("{plugin: modest}"), LABELS, FORMAT))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("loss plugin modest (bundle test 1.0.0), drawing its loss: it asks for the teacher but"
                        + " is drawn without one");
    }

    /** Says that it needs no teacher and asks for one. */
    private static final class Modest implements DistillationLoss<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public Side side() {
            return Side.GENERATOR;
        }

        @Override
        public boolean needsTeacher(NoParameters parameters) {
            return false;
        }

        @Override
        public SDVariable build(TrainingStep step, double weight, NoParameters parameters) {
            return step.translated(Role.TEACHER).image().mean();
        }
    }
}
