package org.retort.history.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retort.history.journal.TestRuns.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.HistoryException;

class RunFolderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    private Workspace workspace() {
        return new Workspace(folder);
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    @Test
    void aCreatedRunReadsBackAndIsQueued() {
        RunFolder created = TestRuns.create(workspace(), "a");

        RunFolder opened = RunFolder.open(workspace(), "1");

        assertThat(opened.description()).isEqualTo(created.description());
        assertThat(opened.state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void threadsThatCreateRunsAtOnceGetDifferentIds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> ids = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ids.add(threads.submit(() -> TestRuns.create(workspace(), "a").id()));
            }
            List<String> given = new ArrayList<>();
            for (Future<String> id : ids) {
                given.add(id.get());
            }
            assertThat(given).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
        assertThat(new RunIds(workspace()).list()).hasSize(40).startsWith("1", "2").endsWith("39", "40");
    }

    @Test
    void theIdOfADeletedRunIsNotGivenAgain() {
        TestRuns.create(workspace(), "a");
        TestRuns.create(workspace(), "b").delete();

        assertThat(TestRuns.create(workspace(), "c").id()).isEqualTo("3");
        assertThat(folder.resolve("runs/2")).doesNotExist();
    }

    @Test
    void aMissingRunIsNamedWithItsNeighbours() {
        TestRuns.create(workspace(), "a");
        TestRuns.create(workspace(), "b");

        assertThatThrownBy(() -> RunFolder.open(workspace(), "7")).isInstanceOf(HistoryException.class)
                .hasMessageContaining("'7'").hasMessageContaining("1, 2");
        assertThatThrownBy(() -> RunFolder.open(workspace(), "../1")).isInstanceOf(HistoryException.class);
    }

    @Test
    void aRunningRunIsNotDeleted() {
        RunFolder run = TestRuns.create(workspace(), "a");
        try (JournalWriter writer = run.openWriter()) {
            writer.state(RunState.RUNNING, "", json("{}"));
        }

        assertThatThrownBy(run::delete).isInstanceOf(HistoryException.class).hasMessageContaining("stop it");
    }

    @Test
    void aRunOfAnotherMachineWithAStaleHeartbeatIsLost() throws Exception {
        RunFolder run = TestRuns.create(workspace(), "a", at(NOW));
        try (JournalWriter writer = run.openWriter(); Heartbeat beats = run.startHeartbeat()) {
            writer.state(RunState.RUNNING, "", json("{}"));
        }
        Path file = run.path().resolve("heartbeat");
        Files.writeString(file, json(Files.readString(file)).put("host", "another").toString());

        assertThat(RunFolder.open(workspace(), "1", at(NOW.plusSeconds(60))).state()).isEqualTo(RunState.RUNNING);
        assertThat(RunFolder.open(workspace(), "1", at(NOW.plusSeconds(61))).state()).isEqualTo(RunState.LOST);
    }

    @Test
    void aRunWhoseProcessLivesIsNotLostWhenTheMachineHasSlept() {
        RunFolder run = TestRuns.create(workspace(), "a", at(NOW));
        try (JournalWriter writer = run.openWriter(); Heartbeat beats = run.startHeartbeat()) {
            writer.state(RunState.RUNNING, "", json("{}"));
        }

        assertThat(RunFolder.open(workspace(), "1", at(NOW.plusSeconds(30_000))).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void aRunWhoseProcessIsGoneIsLostAtOnce() throws Exception {
        RunFolder run = TestRuns.create(workspace(), "a", at(NOW));
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        process.waitFor();
        try (JournalWriter writer = run.openWriter()) {
            writer.state(RunState.RUNNING, "", json("{\"pid\": " + process.pid() + "}"));
        }

        assertThat(run.state()).isEqualTo(RunState.LOST);
    }

    @Test
    void aRunWhoseProcessNumberIsAnothersNowIsLost() throws Exception {
        RunFolder run = TestRuns.create(workspace(), "a", at(NOW));
        try (JournalWriter writer = run.openWriter(); Heartbeat beats = run.startHeartbeat()) {
            writer.state(RunState.RUNNING, "", json("{}"));
        }
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        Path file = run.path().resolve("heartbeat");
        Files.writeString(file, json(Files.readString(file)).put("started", "2020-01-01T00:00:00Z").toString());

        assertThat(run.state()).isEqualTo(RunState.LOST);
    }

    @Test
    void labelsSurvive() {
        RunFolder run = TestRuns.create(workspace(), "a");
        run.writeLabels(new Labels("best one", List.of("paper", "paper", "x"), "# why", true));

        assertThat(RunFolder.open(workspace(), "1").labels())
                .isEqualTo(new Labels("best one", List.of("paper", "x"), "# why", true));
    }

    @Test
    void aRequestToStopStaysUntilItIsCleared() {
        RunFolder run = TestRuns.create(workspace(), "a");
        run.requestStop();
        run.requestStop();
        assertThat(RunFolder.open(workspace(), "1").stopRequested()).isTrue();

        run.clearStop();
        assertThat(run.stopRequested()).isFalse();
    }
}
