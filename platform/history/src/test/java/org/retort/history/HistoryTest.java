package org.retort.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retort.history.journal.TestRuns.json;
import static org.retort.history.journal.TestRuns.metrics;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.Labels;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.TestRuns;
import org.retort.history.journal.Workspace;

class HistoryTest {
    @TempDir
    Path folder;

    private Workspace workspace() {
        return new Workspace(folder);
    }

    private static void finish(RunFolder run, int points) {
        try (JournalWriter writer = run.openWriter()) {
            writer.state(RunState.RUNNING, "", json("{}"));
            writer.append("provenance", json("{\"engine\": \"nd4j\"}"));
            for (int step = 1; step <= points; step++) {
                writer.append("metrics", metrics(step, "loss", step == 700 ? 99 : 1.0 / step));
            }
            writer.append("result", json("""
                    {"values": [{"name": "fid", "value": 12.5, "unit": "", "direction": "lower"}]}"""));
            writer.state(RunState.FINISHED, "done", json("{}"));
        }
    }

    @Test
    void aReopenedIndexSaysWhatTheJournalsSay() {
        finish(TestRuns.create(workspace(), "a"), 1000);
        RunSummary before;
        try (History history = History.open(workspace())) {
            before = history.summary("1");
        }
        try (History history = History.open(workspace())) {
            assertThat(history.summary("1")).isEqualTo(before);
            assertThat(before.state()).isEqualTo(RunState.FINISHED);
            assertThat(before.results()).containsEntry("fid", 12.5);
            assertThat(before.metrics()).containsEntry("loss", 0.001);
            assertThat(before.iterations()).hasValue(1000);
            assertThat(history.notice()).isEmpty();
            assertThat(history.verify()).isEqualTo(new VerifyReport(1, 1005, List.of()));
            assertThat(history.details("1").get("provenance").get("engine").asText()).isEqualTo("nd4j");
        }
    }

    @Test
    void pointsAddedOverSeveralRefreshesAllCount() {
        RunFolder run = TestRuns.create(workspace(), "a");
        try (History history = History.open(workspace()); JournalWriter writer = run.openWriter()) {
            for (int step = 1; step <= 600; step++) {
                writer.append("metrics", metrics(step, "loss", step));
                if (step % 7 == 0) {
                    history.refresh();
                }
            }
            history.refresh();

            Series series = history.series("1", List.of("loss", "nothing"), 10_000).get("loss");
            assertThat(series.steps()).hasSize(600);
            assertThat(series.values()[599]).isEqualTo(600);
            assertThat(history.verify().problems()).isEmpty();
        }
    }

    @Test
    void downSamplingKeepsExtremes() {
        finish(TestRuns.create(workspace(), "a"), 1000);
        try (History history = History.open(workspace())) {
            Series series = history.series("1", List.of("loss"), 10).get("loss");
            assertThat(series.steps()).containsExactly(100, 200, 300, 400, 500, 600, 700, 800, 900, 1000);
            assertThat(series.max()[6]).isEqualTo(99);
            assertThat(series.min()[9]).isEqualTo(0.001);
        }
    }

    @Test
    void aBrokenDatabaseIsMovedAsideAndRebuilt() throws Exception {
        finish(TestRuns.create(workspace(), "a"), 10);
        Files.write(workspace().database(), "this is no database".repeat(1000).getBytes(StandardCharsets.UTF_8));

        try (History history = History.open(workspace())) {
            assertThat(history.notice()).hasValueSatisfying(notice -> assertThat(notice).contains("rebuilt"));
            assertThat(history.runs(RunQuery.all()).total()).isEqualTo(1);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(
                    name -> name.startsWith("history.db.broken-"));
        }
        try (History history = History.open(workspace())) {
            assertThat(history.notice()).isEmpty();
        }
    }

    @Test
    void whileTheDatabaseIsTakenAnIndexInMemoryAnswers() {
        finish(TestRuns.create(workspace(), "a"), 10);
        try (History first = History.open(workspace()); History second = History.open(workspace())) {
            assertThat(second.notice()).isPresent();
            assertThat(second.runs(RunQuery.all())).isEqualTo(first.runs(RunQuery.all()));
            assertThatThrownBy(second::rebuild).isInstanceOf(HistoryException.class);
        }
    }

    @Test
    void verifyFindsAMissingEventAndALineThatIsNone() throws Exception {
        RunFolder run = TestRuns.create(workspace(), "a");
        finish(run, 10);
        List<String> lines = new ArrayList<>(Files.readAllLines(run.journal()));
        lines.remove(4);
        lines.set(6, "garbage");
        Files.write(run.journal(), lines);

        try (History history = History.open(workspace())) {
            VerifyReport report = history.verify();
            assertThat(report.sound()).isFalse();
            assertThat(report.problems()).anyMatch(problem -> problem.contains("line 5: event 6 where event 5"));
            assertThat(report.problems()).anyMatch(problem -> problem.contains("line 7: not an event"));
        }
    }

    @Test
    void verifyFindsAnIndexThatDisagreesAndRebuildingMendsIt() throws Exception {
        RunFolder run = TestRuns.create(workspace(), "a");
        finish(run, 10);
        try (History history = History.open(workspace())) {
            String journal = Files.readString(run.journal());
            Files.writeString(run.journal(), journal.replace("\"step\":3,\"values\":{\"loss\":0.3333333333333333}",
                    "\"step\":3,\"values\":{\"loss\":0.4444444444444444}"));

            assertThat(history.verify().problems()).singleElement().asString().contains("loss", "rebuild");
            history.rebuild();
            assertThat(history.verify().problems()).isEmpty();
        }
    }

    @Test
    void listenersHearOfNewRunsEventsAndRemovals() {
        RunFolder run = TestRuns.create(workspace(), "a");
        List<HistoryChange> heard = new ArrayList<>();
        try (History history = History.open(workspace())) {
            history.listen(heard::add);
            try (JournalWriter writer = run.openWriter()) {
                writer.append("metrics", metrics(5, "loss", 1));
            }
            history.refresh();
            assertThat(heard).hasSize(2);
            assertThat(heard.get(0)).isInstanceOfSatisfying(HistoryChange.EventAdded.class,
                    added -> assertThat(added.event().seq()).isEqualTo(2));
            assertThat(heard.get(1)).isEqualTo(new HistoryChange.RunChanged(history.summary("1")));
            heard.clear();

            history.refresh();
            assertThat(heard).isEmpty();

            run.delete();
            history.refresh();
            assertThat(heard).containsExactly(new HistoryChange.RunRemoved("1"));
            assertThat(history.runs(RunQuery.all()).total()).isZero();
        }
    }

    @Test
    void labelsOfAFinishedRunAreNoticed() {
        RunFolder run = TestRuns.create(workspace(), "a");
        finish(run, 1);
        try (History history = History.open(workspace())) {
            run.writeLabels(new Labels("renamed", List.of("paper"), "", false));
            history.refresh();
            assertThat(history.summary("1").name()).isEqualTo("renamed");
            assertThat(history.details("1").get("labels").get("tags").get(0).asText()).isEqualTo("paper");
        }
    }

    @Test
    void aRunThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        TestRuns.create(workspace(), "a");
        Files.writeString(TestRuns.create(workspace(), "b").path().resolve("run.json"), "{");
        try (History history = History.open(workspace())) {
            assertThat(history.runs(RunQuery.all()).runs()).extracting(RunSummary::id).containsExactly("1");
            assertThat(history.verify().problems()).anyMatch(problem -> problem.startsWith("run 2:"));
        }
    }
}
