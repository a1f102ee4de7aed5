package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/** Suites of runs of seconds: what becomes of the others when one fails, and the table of their results. */
@DisabledOnOs(OS.WINDOWS)
class SuiteIT {
    /** A learning rate with which a loss is no number after some steps, however often it is tried. */
    private static final String DIVERGES = """
            axes:
              ladder:
                - name: diverges
                  set: {students.small.train.learning-rate: 1e30, students.small.train.schedule: constant}
                - {name: good}
            """;

    @TempDir
    private Path folder;

    /** One step each, one run at a time since each takes all cores. */
    private InstalledRetort suite(String more) throws IOException {
        InstalledRetort retort = InstalledRetort.in(folder);
        Path tiny = folder.resolve("tiny.yaml");
        Files.writeString(
                folder.resolve("suite.yaml"),
                Files.readString(tiny)
                        .replace("name: tiny", "name: suite")
                        .replace("threads: 1", "threads: 0")
                        .replace("metrics: [{plugin: teacher-similarity}, {plugin: truth-error}]\n", "")
                        .replace("evaluate: {images: 10}", "evaluate: {images: 1}")
                        + more);
        return retort;
    }

    private RunFolder run(String id) {
        return RunFolder.open(new Workspace(folder.resolve("workspace")), id);
    }

    private List<String> states(String id) {
        try (JournalReader reader = run(id).openReader(0)) {
            return reader.poll().stream()
                    .filter(event -> event.type().equals(Event.STATE))
                    .map(event -> (event.body().path("state").asText() + " " + event.body().path("message").asText()).strip())
                    .map(state -> state.replaceAll("(failed step \\d+).*", "failed"))
                    .toList();
        }
    }

    @Test
    void failFastStartsNothingMoreOnceARunHasFailed() throws Exception {
        InstalledRetort retort = suite(DIVERGES + "execution: {on-failure: fail-fast}\n");

        InstalledRetort.Ended ended = retort.run("run", "suite.yaml");

        assertThat(ended.code()).as(ended.errors()).isEqualTo(1);
        assertThat(states("1")).containsExactly("queued", "running", "finished");
        assertThat(states("2")).containsExactly("queued", "running", "failed");
        assertThat(states("3")).containsExactly("queued", "stopped not started, since run 2 is failed");
    }

    @Test
    void keepGoingTriesAFailedRunAgainAndThenDoesTheOthers() throws Exception {
        InstalledRetort retort = suite(DIVERGES + "execution: {on-failure: keep-going, retries: 1}\n");

        InstalledRetort.Ended ended = retort.run("run", "suite.yaml");

        assertThat(ended.code()).as(ended.errors()).isEqualTo(1);
        assertThat(states("2"))
                .containsExactly("queued", "running", "failed", "queued retry 1 of 1", "running", "failed");
        assertThat(states("3")).containsExactly("queued", "running", "finished");
        assertThat(retort.run("table", "suite.yaml", "--format", "csv").output())
                .contains("suite,diverges,,\n", "suite,good,student,1\n");
    }

    /** Means and deviations of {3, 6}, {7, 7} and {1, 2}: 4.5 and 3 / sqrt 2, 7 and 0, 1.5 and 1 / sqrt 2. */
    @Test
    void theTableOfASuiteIsTheOneWorkedOutByHand() throws Exception {
        InstalledRetort retort = suite("""
                axes:
                  seed: [1, 2]
                  ladder: [{name: narrow}, {name: wide, set: {students.small.generator.width: 8}}]
                """);
        InstalledRetort.Ended ended =
                retort.run("run", "suite.yaml", "--set", "teacher.train.iterations=1", "--set", "train.iterations=1");
        assertThat(ended.code()).as(ended.errors()).isZero();
        JsonNode runs = retort.json("runs", "--json").path("runs");
        assertThat(runs).hasSize(6);
        for (JsonNode run : runs) {
            int seed = run.path("seed").asInt();
            double[] errors = switch (run.path("member").asText()) {
                case "narrow" -> new double[] {3, 6};
                case "wide" -> new double[] {7, 7};
                default -> new double[] {1, 2};
            };
            measured(run.path("id").asText(), errors[seed - 1]);
        }

        assertThat(table(retort, "text")).isEqualTo("""
                suite    n      error ↓
                teacher  2  1.50 ± 0.71
                narrow   2  * 4.5 ± 2.1
                wide     2        7 ± 0
                mean ± standard deviation over n seeds; * best of the suite
                """);
        assertThat(table(retort, "markdown")).isEqualTo("""
                | suite | n | error ↓ |
                |---|---:|---:|
                | teacher | 2 | 1.50 ± 0.71 |
                | narrow | 2 | **4.5 ± 2.1** |
                | wide | 2 | 7 ± 0 |

                mean ± standard deviation over n seeds; **best** of the suite
                """);
        assertThat(table(retort, "latex")).isEqualTo("""
                % \\usepackage{booktabs}; mean and standard deviation over n seeds, the best of the suite in bold
                \\begin{tabular}{lrr}
                \\toprule
                suite & $n$ & error $\\downarrow$ \\\\
                \\midrule
                teacher & 2 & $1.50 \\pm 0.71$ \\\\
                narrow & 2 & $\\mathbf{4.5 \\pm 2.1}$ \\\\
                wide & 2 & $7 \\pm 0$ \\\\
                \\bottomrule
                \\end{tabular}
                """);
        assertThat(table(retort, "csv")).isEqualTo("""
                suite,member,kind,seeds,error,error sd,error n,error best
                suite,teacher,teacher,1 2,1.5,0.7071067811865476,2,false
                suite,narrow,student,1 2,4.5,2.1213203435596424,2,true
                suite,wide,student,1 2,7.0,0.0,2,false
                """);
    }

    private String table(InstalledRetort retort, String format) throws IOException, InterruptedException {
        InstalledRetort.Ended ended = retort.run(
                "table", "suite.yaml", "--set", "teacher.train.iterations=1", "--set", "train.iterations=1",
                "--results", "error", "--format", format);
        assertThat(ended.code()).as(ended.errors()).isZero();
        return ended.output();
    }

    /** A result, as a later measurement of the run adds it. */
    private void measured(String id, double error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("values").addObject().put("name", "error").put("value", error).put("unit", "").put("direction", "lower");
        try (JournalWriter journal = run(id).openWriter()) {
            journal.append("result", body);
        }
    }
}
