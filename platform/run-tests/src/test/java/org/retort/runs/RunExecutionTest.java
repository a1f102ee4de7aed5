package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.history.journal.Event;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

class RunExecutionTest {
    @TempDir
    private Path folder;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(folder);
    }

    private static List<Event> events(RunFolder run, String type) {
        try (var reader = run.openReader(0)) {
            return reader.poll().stream().filter(event -> event.type().equals(type)).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nd4j", "libtorch"})
    void aTeacherIsTrainedAndAStudentDistilledFromIt(String engine) {
        List<RunFolder> created = runs.create("engine=" + engine);

        for (RunFolder run : created) {
            assertThat(runs.execute(run)).as(last(run)).isEqualTo(RunState.FINISHED);
        }

        RunFolder student = created.get(1);
        assertThat(events(student, "provenance").get(0).body().path("engine").asText()).isEqualTo(engine);
        assertThat(events(student, "provenance").get(0).body().path("teachers").path(0).path("run").asText()).isEqualTo("1");
        assertThat(events(student, "metrics")).extracting(event -> event.body().path("step").asInt())
                .containsExactly(2, 4, 6, 8);
        assertThat(events(student, "metrics").get(0).body().path("values").fieldNames()).toIterable()
                .contains("discriminator/gradient-penalty", "discriminator/triplet", "generator/output-l1",
                        "generator/reconstruction");
        assertThat(events(student, "result").get(0).body().path("values").findValuesAsText("name"))
                .contains("parameters", "peak-memory", "latency-p50", "ssim-to-teacher");
        assertThat(student.samples().resolve("step-00000008.png")).exists();
        assertThat(student.samples().resolve("teacher.tiles.png")).exists();
        assertThat(student.artifacts().resolve("generator.safetensors")).exists();
    }

    private static String last(RunFolder run) {
        List<Event> states = events(run, "state");
        return states.get(states.size() - 1).body().toPrettyString();
    }

    @Test
    void theTermsSharesComeWithTheFirstEntriesOfTheMetricsAtOrAfterTheirStepsAndWithTheLast() {
        List<RunFolder> created = runs.create("students.small.train.shares-every=3");
        created.forEach(runs::execute);

        List<Event> metrics = events(created.get(1), "metrics");
        assertThat(metrics.stream().filter(event -> !shares(event, "generator").isEmpty()))
                .extracting(event -> event.body().path("step").asInt())
                .containsExactly(4, 6, 8);
        for (String side : List.of("generator", "discriminator")) {
            assertThat(shares(metrics.get(1), side).keySet()).isEqualTo(values(metrics.get(1), side + "/").keySet());
            assertThat(shares(metrics.get(1), side).values().stream().mapToDouble(share -> share).sum())
                    .isCloseTo(1, within(1e-9));
            assertThat(shares(metrics.get(1), side).values()).allMatch(share -> share > 0);
        }
    }

    private static Map<String, Double> shares(Event event, String side) {
        return values(event, side + "-share/");
    }

    private static Map<String, Double> values(Event event, String prefix) {
        Map<String, Double> found = new LinkedHashMap<>();
        event.body().path("values").fields().forEachRemaining(value -> {
            if (value.getKey().startsWith(prefix)) {
                found.put(value.getKey().substring(prefix.length()), value.getValue().doubleValue());
            }
        });
        return found;
    }

    @Test
    void theTermsSharesAreComputedAtNoOtherStepAndLeaveTheWeightsAlone() throws IOException {
        WatchedEngine engine = new WatchedEngine(new LibTorchEngine(), name -> false);
        TinyRuns watched = new TinyRuns(folder.resolve("watched"), List.of(engine));
        RunFolder often = watched.create("teacher.train.shares-every=1").get(0);
        RunFolder once = runs.create("engine=libtorch", "teacher.train.shares-every=0").get(0);

        watched.execute(often);
        runs.execute(once);

        assertThat(engine.runs())
                .containsEntry("discriminator step", 4)
                .containsEntry("discriminator step, then generator step", 4)
                .containsEntry("discriminator step's shares", 4)
                .containsEntry("generator step's shares", 4);
        assertThat(events(once, "metrics").stream().filter(event -> !shares(event, "generator").isEmpty()))
                .extracting(event -> event.body().path("step").asInt())
                .containsExactly(8);
        String last = "step-00000008.safetensors";
        assertThat(Files.mismatch(often.checkpoints().resolve(last), once.checkpoints().resolve(last))).isEqualTo(-1);
    }

    @Test
    void aRunWhoseDeviceHasNoRoomForTheSharesGoesOnWithoutThemAndSaysSo() {
        WatchedEngine engine = new WatchedEngine(new Nd4jEngine(), name -> name.equals("generator step's shares"));
        TinyRuns watched = new TinyRuns(folder.resolve("small"), List.of(engine));
        RunFolder run = watched.create("teacher.train.shares-every=2").get(0);

        assertThat(watched.execute(run)).isEqualTo(RunState.FINISHED);

        assertThat(events(run, "warning")).singleElement().satisfies(event ->
                assertThat(event.body().path("message").asText()).contains("shares of the gradient norm do not fit"));
        assertThat(engine.runs()).containsEntry("generator step's shares", 1);
    }

    @Test
    void aStepThatDoesNotFitTheDeviceFailsInWordsWithABatchThatWouldAndTheNextRunGoesThrough() {
        AtomicBoolean full = new AtomicBoolean(true);
        WatchedEngine engine = new WatchedEngine(new Nd4jEngine(), name -> full.get() && name.startsWith("discriminator"));
        TinyRuns watched = new TinyRuns(folder.resolve("full"), List.of(engine));
        RunFolder tooLarge = watched.create().get(0);

        assertThat(watched.execute(tooLarge)).isEqualTo(RunState.FAILED);
        full.set(false);

        assertThat(last(tooLarge)).contains(
                "does not fit the device", "asked for too much", "97.0 MiB", "25.0 MiB are free", "--set train.batch=");
        assertThat(watched.execute(watched.create("seed=2").get(0))).isEqualTo(RunState.FINISHED);
        assertThat(engine.closed()).isEqualTo(2);
    }

    @Test
    void whatFindsNoMemoryBesideTheStepsFailsInWordsTooAndBlamesNoPlugin() {
        WatchedEngine engine = new WatchedEngine(new Nd4jEngine(), name -> name.startsWith("translation"));
        TinyRuns watched = new TinyRuns(folder.resolve("full"), List.of(engine));
        RunFolder run = watched.create().get(0);

        assertThat(watched.execute(run)).isEqualTo(RunState.FAILED);

        assertThat(last(run)).contains("translation", "asked for too much", "narrower networks or smaller images")
                .doesNotContain("stack", "fault of the plugin");
    }

    @Test
    void onlyTheLastTwoCheckpointsAreKept() throws IOException {
        RunFolder teacher = runs.create().get(0);
        runs.execute(teacher);

        try (var files = Files.list(teacher.checkpoints())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000006.safetensors", "step-00000008.safetensors");
        }
    }

    @Test
    void aTrainedTeacherIsUsedAgainByTheNextExperiment() {
        runs.execute(runs.create().get(0));

        assertThat(runs.create("students.small.train.iterations=2")).extracting(RunFolder::id)
                .containsExactly("1", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nd4j", "libtorch"})
    void aRunThatGoesOnFromACheckpointEndsInTheSameBits(String engine) throws IOException {
        RunFolder run = runs.create("engine=" + engine).get(0);
        runs.execute(run);
        Path last = run.checkpoints().resolve("step-00000008.safetensors");
        Path straight = Files.move(last, folder.resolve("straight.safetensors"));

        assertThat(runs.execute(run)).isEqualTo(RunState.FINISHED);

        assertThat(events(run, "stage")).anySatisfy(event ->
                assertThat(event.body().path("message").asText()).isEqualTo("goes on after step 6"));
        assertThat(Files.mismatch(straight, last)).isEqualTo(-1);
    }

    @Test
    void aDamagedCheckpointIsLeftOutForTheOneBeforeIt() throws IOException {
        RunFolder run = runs.create().get(0);
        runs.execute(run);
        Files.writeString(run.checkpoints().resolve("step-00000008.safetensors"), "rubbish");

        assertThat(runs.execute(run)).isEqualTo(RunState.FINISHED);

        assertThat(events(run, "warning")).singleElement().satisfies(event ->
                assertThat(event.body().path("message").asText()).contains("step-00000008"));
        assertThat(events(run, "stage")).extracting(event -> event.body().path("resumedAt").asInt()).contains(6);
        assertThat(reads(run)).doesNotContain("\"resumedAt\":8");
    }

    private static String reads(RunFolder run) throws IOException {
        return Files.readString(run.path().resolve("events.ndjson"));
    }

    @Test
    void aRunThatIsAskedToStopLeavesACheckpointToGoOnFrom() {
        RunFolder run = runs.create().get(0);
        run.requestStop();

        assertThat(runs.execute(run)).isEqualTo(RunState.STOPPED);
        run.clearStop();
        assertThat(runs.execute(run)).isEqualTo(RunState.FINISHED);
    }

    @Test
    void lossesThatAreNoNumbersStopTheRunWithStepAndTerm() {
        RunFolder run = runs.create("teacher.train.learning-rate=1e30", "teacher.train.schedule=constant").get(0);

        assertThat(runs.execute(run)).isEqualTo(RunState.FAILED);

        List<Event> states = events(run, "state");
        var error = states.get(states.size() - 1).body().path("error");
        assertThat(error.path("term").asText()).contains("/");
        assertThat(error.path("step").asInt()).isPositive();
        assertThat(error.path("message").asText()).contains("step ").contains("learning rate");
        assertThat(error.has("stack")).isFalse();
    }

    @Test
    void aStudentOfAnUnfinishedTeacherFailsInWords() {
        RunFolder student = runs.create().get(1);

        assertThat(runs.execute(student)).isEqualTo(RunState.FAILED);

        assertThat(last(student)).contains("the teacher, run 1, is queued").contains("retort resume 1");
    }

    @Test
    void aRunWhoseNetworksDoNotFitFreesWhatItTookOfTheEngine() {
        RunFolder run = runs.create("teacher.discriminator.layers=9").get(0);
        WatchedEngine engine = new WatchedEngine(new LibTorchEngine(), program -> false);

        assertThat(runs.execute(run, List.of(engine))).as(last(run)).isEqualTo(RunState.FAILED);

        assertThat(engine.opened()).isEqualTo(1);
        assertThat(engine.closed()).isEqualTo(1);
    }

    @Test
    void aCudaDeviceThatIsNotThereIsToldWithTheReason() {
        assumeFalse(new LibTorchEngine().devices().stream().anyMatch(device -> device.device().startsWith("cuda")),
                "skipped: this machine has CUDA devices");
        RunFolder run = runs.create("device=cuda:0").get(0);

        assertThat(runs.execute(run)).isEqualTo(RunState.FAILED);

        assertThat(last(run)).contains("engine auto on device cuda:0 cannot be used: no NVIDIA driver answers");
    }

    @Test
    void anEngineThatIsNotThereIsNamedWithThoseThatAre() {
        RunFolder run = runs.create("engine=libtorhc").get(0);

        assertThat(runs.execute(run)).isEqualTo(RunState.FAILED);

        assertThat(last(run)).contains("did you mean libtorch?").contains("nd4j");
    }
}
