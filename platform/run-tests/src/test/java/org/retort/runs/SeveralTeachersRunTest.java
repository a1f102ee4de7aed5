package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.inspect.SuiteInspection;
import org.retort.experiment.suite.Suite;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.Suites;
import org.retort.history.journal.Event;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

class SeveralTeachersRunTest {
    private static final String TEACHER = """
            generator: {plugin: stargan, width: WIDTH, blocks: 1}
                discriminator: {plugin: stargan, width: WIDTH, layers: 4}
                objective: {plugin: stargan}
                train: {iterations: 4, batch: 4, critic-steps: 2, learning-rate: 1e-3, sample-every: 0}
            """.indent(0);

    private static final String STUDENT = """
            students:
              - name: small
                generator: {plugin: stustargan, width: 4, blocks: 1}
                discriminator: {plugin: stargan, width: 4, layers: 4}
                objective: {plugin: stargan}
                distillation:
                  - {plugin: output-l1, weight: 10}
                  - {plugin: discriminator-feature-l1, weight: 1}
                  - {plugin: content, weight: 1}
                  - {plugin: teacher-as-real, weight: 0.4}
                  - {plugin: triplet, weight: 1}
                train: {iterations: 4, batch: 4, critic-steps: 1, log-every: 1, sample-every: 0}
            metrics: [{plugin: teacher-similarity}]
            evaluate: {images: 4}
            """;

    @TempDir
    private Path folder;

    private TinyRuns runs;

    private static String text(String teachers) {
        return "name: tiny\nengine: libtorch\nprecision: float32\nthreads: 1\n"
                + "dataset: {plugin: procedural-faces, size: 32, train: 16, validation: 4, test: 4,"
                + " attributes: [Blond_Hair, Black_Hair, Eyeglasses]}\n" + teachers + STUDENT;
    }

    private static String one(int width) {
        return "teachers:\n  - name: teacher\n    " + TEACHER.replace("WIDTH", "" + width);
    }

    private static String two(int first, int second) {
        return "teachers:\n  - name: a\n    " + TEACHER.replace("WIDTH", "" + first)
                + "  - name: b\n    " + TEACHER.replace("WIDTH", "" + second);
    }

    /** Does all runs of an experiment and gives the student's. */
    private RunFolder student(String workspace, String teachers, String... overrides) {
        runs = new TinyRuns(folder.resolve(workspace));
        List<RunFolder> created = runs.createFrom(text(teachers), overrides);
        for (RunFolder run : created) {
            assertThat(runs.execute(run)).as(run.id()).isEqualTo(RunState.FINISHED);
        }
        return created.get(created.size() - 1);
    }

    private static List<Event> events(RunFolder run, String type) {
        try (var reader = run.openReader(0)) {
            return reader.poll().stream().filter(event -> event.type().equals(type)).toList();
        }
    }

    private static JsonNode values(RunFolder run, int step) {
        return events(run, "metrics").get(step - 1).body().path("values");
    }

    @Test
    void twoEqualTeachersOfHalfTheWeightGiveTheRunOfOne() {
        assertAlike(student("one", one(4)), student(
                "two", two(4, 4), "students.small.teachers=[{name: a, weight: 0.5}, {name: b, weight: 0.5}]"));
    }

    @Test
    void aTeacherOfNoWeightChangesNothing() {
        assertAlike(student("one", one(4)), student(
                "two", two(4, 6), "students.small.teachers=[{name: a, weight: 1}, {name: b, weight: 0}]"));
    }

    /** Up to the rounding of sums in another order. */
    private static void assertAlike(RunFolder one, RunFolder two) {
        for (int step = 1; step <= 4; step++) {
            JsonNode expected = values(one, step);
            JsonNode found = values(two, step);
            assertThat(found.fieldNames()).toIterable().containsExactlyElementsOf(expected::fieldNames);
            expected.fields().forEachRemaining(term -> assertThat(found.path(term.getKey()).asDouble())
                    .as(term.getKey())
                    .isCloseTo(term.getValue().asDouble(), within(1e-5 + 1e-4 * Math.abs(term.getValue().asDouble()))));
        }
    }

    @Test
    void aLossIsTheSumOverTheTeachersByTheirParts() {
        double first = values(student("first", one(4)), 1).path("generator/output-l1").asDouble();
        double second = values(student("second", one(6)), 1).path("generator/output-l1").asDouble();

        RunFolder both = student("both", two(4, 6), "students.small.teachers=[{name: a, weight: 3}, {name: b, weight: 1}]");

        assertThat(first).isNotCloseTo(second, within(1e-4));
        assertThat(values(both, 1).path("generator/output-l1").asDouble())
                .isCloseTo(0.75 * first + 0.25 * second, within(1e-6));
    }

    @Test
    void aRunTellsAllOfItsTeachersAndShowsThem() {
        RunFolder student = student("both", two(4, 6));

        assertThat(student.description().teachers()).containsExactly("1", "2");
        JsonNode teachers = events(student, "provenance").get(0).body().path("teachers");
        assertThat(teachers.findValuesAsText("name")).containsExactly("a", "b");
        assertThat(teachers.findValuesAsText("run")).containsExactly("1", "2");
        assertThat(teachers.findValuesAsText("sha256")).doesNotHaveDuplicates();
        assertThat(events(student, "result").get(0).body().path("values").findValuesAsText("name"))
                .contains("ssim-to-teacher");
        assertThat(student.samples().resolve("teacher.tiles.png")).exists();
    }

    @Test
    void theInspectionTellsHowMuchEachTeacherCounts() {
        Suite suite = Suites.read(text(two(4, 6)), "tiny.yaml", folder, List.of(
                "students.small.teachers=[{name: a, weight: 3}, {name: b, weight: 1}]",
                "students.small.discriminator.initialize=b"), new ShippedPlugins());

        assertThat(SuiteInspection.of(SuitePlan.of(suite), new ShippedPlugins(), 32, 3).notes()).containsExactly(
                "small: learns from a (0.750), b (0.250)",
                "small: discriminator starts with teacher b's weights in all 6 layers: conv0, conv1, conv2, conv3, source,"
                        + " classes");
    }

    @Test
    void aLossThatDoesNotFitOneOfTheTeachersTellsWhich() {
        Suite suite = Suites.read(text(two(4, 6)), "tiny.yaml", folder, List.of(
                "students.small.distillation=[{plugin: feature-mse, taps: [encoder1]}]"), new ShippedPlugins());

        assertThat(SuiteInspection.of(SuitePlan.of(suite), new ShippedPlugins(), 32, 3).problems()).singleElement().asString()
                .startsWith("small cannot be trained: loss plugin feature-mse (bundle test 1.0.0), drawing its loss against"
                        + " teacher b: ")
                .contains("adaptor: convolution");
    }

    @Test
    void aLossHasParametersOfItsOwnForEachTeacher() {
        RunFolder student = student("both", two(4, 6), "students.small.distillation=[{plugin: feature-mse,"
                + " taps: [encoder1], adaptor: convolution}]");

        Map<String, Tensor> kept = Safetensors.read(
                student.checkpoints().resolve("step-00000004.safetensors")).tensors();
        List<String> adaptors = new ArrayList<>(kept.keySet());
        adaptors.removeIf(name -> !name.startsWith("own/losses/"));
        assertThat(adaptors).hasSize(2);
        assertThat(kept.get(adaptors.get(0)).shape()).containsExactly(8, 8, 1, 1);
        assertThat(kept.get(adaptors.get(1)).shape()).containsExactly(12, 8, 1, 1);
    }
}
