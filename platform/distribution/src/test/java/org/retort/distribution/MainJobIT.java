package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What users do with the distribution, from the first run to the browser. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {
    private InstalledRetort retort;
    private InstalledRetort.Ended trained;

    @BeforeAll
    void train(@TempDir Path folder) throws Exception {
        retort = InstalledRetort.in(folder);
        trained = retort.run("run", "tiny.yaml");
    }

    @Test
    void oneCommandTrainsTeacherAndStudentAndEndsWithTableAndSheet() {
        assertThat(trained.code()).as(trained.errors()).isZero();
        assertThat(trained.output()).contains("teacher  finished", "small    finished", "l1-to-truth", "l1-to-teacher");
        assertThat(retort.workspace().resolve("sheets/tiny.png")).isNotEmptyFile();
        assertThat(retort.workspace().resolve("runs/2/artifacts/generator.safetensors")).isNotEmptyFile();
    }

    @Test
    void theBrowserIsToldWhatTheCommandLinePrints() throws Exception {
        JsonNode runs = retort.json("runs", "--json");
        JsonNode student = retort.json("show", "2", "--json");

        try (ServingProcess server = ServingProcess.start(retort)) {
            assertThat(server.get("runs")).isEqualTo(runs);
            assertThat(server.get("runs/2")).isEqualTo(student);
            assertThat(server.page("/")).contains("<html");
        }
        assertThat(runs.path("total").asInt()).isEqualTo(2);
        assertThat(student.path("run").path("teachers").path(0).asText()).isEqualTo("1");
    }

    @Test
    void theTableOfAnExperimentNamesItsRuns() throws Exception {
        assertThat(retort.run("table", "tiny").output()).contains("teacher", "small", "l1-to-truth");
    }

    @Test
    void aTableOfRunsThatWereNotTrainedIsRefusedWithThoseThatComeNear() throws Exception {
        InstalledRetort.Ended ended = retort.run("table", "tiny.yaml", "--set", "students.small.train.batch=2",
                "--set", "teacher.train.iterations=9");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors())
                .contains("Looked for: teacher (seed 1), small (seed 1)",
                        "run 1, teacher (seed 1): train.iterations 8 -> 9",
                        "run 2, small (seed 1): teacher.train.iterations 8 -> 9, train.batch 4 -> 2",
                        "Give what they were made with: retort table tiny.yaml\n")
                .doesNotContain("\tat ");
        assertThat(retort.run("table", "tiny.yaml").output()).contains("teacher", "small", "l1-to-truth");
    }

    @Test
    void aRunThatWasStoppedIsResumedToItsEnd(@TempDir Path folder) throws Exception {
        InstalledRetort stopped = InstalledRetort.in(folder);
        Process foreground = stopped.command("run", "tiny.yaml", "--set", "teacher.train.iterations=100000")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.txt").toFile())
                .start();
        Witness witness = new Witness(stopped.workspace(), "1");
        witness.awaitStep(6);

        assertThat(stopped.run("stop", "1", "2").code()).isZero();
        assertThat(foreground.waitFor()).isNotZero();
        assertThat(stopped.json("show", "1", "--json").path("summary").path("state").asText()).isEqualTo("stopped");

        long step = stopped.json("show", "1", "--json").path("summary").path("step").asLong();
        Process again = stopped.command("resume", "1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("resume.txt").toFile())
                .start();
        witness.awaitStep(step + 2);
        assertThat(stopped.run("stop", "1").code()).isZero();
        again.waitFor();
        assertThat(witness.steps()).as("every step once, in order").isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aMisspeltKeyIsToldWithItsPlaceAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
        InstalledRetort empty = InstalledRetort.in(folder);
        Path file = folder.resolve("tiny.yaml");
        Files.writeString(file, Files.readString(file).replace("critic-steps: 2", "critic-stepps: 2"));

        InstalledRetort.Ended ended = empty.run("run", "tiny.yaml");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors()).contains("tiny.yaml:9:", "critic-stepps", "critic-steps").doesNotContain("\tat ");
        assertThat(runs(empty)).isEmpty();
    }

    @Test
    void aLossWhoseTapsDoNotFitIsToldBeforeAnythingIsMade(@TempDir Path folder) throws Exception {
        InstalledRetort empty = InstalledRetort.in(folder);

        InstalledRetort.Ended ended = empty.run(
                "run", "tiny.yaml", "--set", "students.small.generator.width=8",
                "--set", "students.small.distillation.+={plugin: feature-mse, taps: [encoder1]}");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors())
                .contains("small cannot be trained", "tap encoder1 [4, 16, 16, 16] of the student's generator",
                        "tap encoder1 [4, 8, 16, 16] of the teacher's generator", "set adaptor: convolution")
                .doesNotContain("\tat ");
        assertThat(runs(empty)).isEmpty();
    }

    @Test
    void aFeatureNetworkThatCannotBeOpenedIsToldBeforeAnythingIsMade(@TempDir Path folder) throws Exception {
        InstalledRetort empty = InstalledRetort.in(folder);
        Files.writeString(folder.resolve("text.onnx"), "no network");
        Files.writeString(folder.resolve("text.h5"), "no network");

        for (String[] refusal : new String[][] {
            {"none.onnx", "there is no file", "FID needs the Inception network"},
            {"text.onnx", "text.onnx cannot be opened by ONNX Runtime"},
            {"text.h5", "text.h5 is no HDF5 file"},
            {"text.pth", "text.pth has none of the endings that can be read", ".onnx", ".h5"}
        }) {
            InstalledRetort.Ended ended = empty.run("run", "tiny.yaml", "--set", "metrics=[{plugin: fid, file: " + refusal[0] + "}]");
            assertThat(ended.code()).as(ended.toString()).isEqualTo(2);
            assertThat(ended.errors()).contains(refusal).doesNotContain("\tat ");
        }
        assertThat(runs(empty)).isEmpty();
    }

    @Test
    void aDryRunTellsWhatWouldBeTrainedAndMakesNothing(@TempDir Path folder) throws Exception {
        InstalledRetort empty = InstalledRetort.in(folder);

        assertThat(empty.run("run", "tiny.yaml", "--dry-run").output())
                .contains("parameters", "multiply-adds", "teacher (seed 1) teaches 1 student", "16 steps");
        assertThat(runs(empty)).isEmpty();
    }

    @Test
    void everyShippedPluginIsListed() throws Exception {
        assertThat(retort.json("plugins", "--json").path("plugins").findValuesAsText("id"))
                .contains("procedural-faces", "fer2013", "celeba", "stargan", "stustargan", "output-l1", "efficiency");
    }

    @Test
    void theMetricsThatArePutDownInTheDocsAreThoseThatShip() throws Exception {
        List<String> shipped = new ArrayList<>();
        for (JsonNode plugin : retort.json("plugins", "--json").path("plugins")) {
            if (plugin.path("kind").asText().equals("metric")) {
                shipped.add(plugin.path("id").asText());
            }
        }
        String table = Files.readString(Path.of("..", "..", "docs", "metrics.md")).split("\n## ")[0];
        List<String> documented = Pattern.compile("^\\| `([a-z0-9-]+)` \\|", Pattern.MULTILINE)
                .matcher(table).results().map(row -> row.group(1)).toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(shipped);
    }

    @Test
    void aRunRecordsTheHashOfEveryBundleThatItUsed() throws Exception {
        JsonNode plugins = retort.json("show", "2", "--json").path("provenance").path("plugins");
        assertThat(plugins.findValuesAsText("bundle")).isNotEmpty();
        assertThat(plugins.findValuesAsText("sha256"))
                .hasSameSizeAs(plugins)
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void theDoctorTellsWhatEachEngineCanUse() throws Exception {
        JsonNode engines = retort.json("doctor", "--json").path("engines");
        assertThat(engines.findValuesAsText("engine")).containsExactlyInAnyOrder("libtorch", "nd4j");
        assertThat(engines.findValuesAsText("device")).contains("cpu");
    }

    @Test
    void theVersionIsPrinted() throws Exception {
        assertThat(retort.run("--version").output()).startsWith("retort ");
    }

    private static List<Path> runs(InstalledRetort retort) throws IOException {
        Path folder = retort.workspace().resolve("runs");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.toList();
        }
    }
}
