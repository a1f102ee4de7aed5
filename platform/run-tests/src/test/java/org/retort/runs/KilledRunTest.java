package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

class KilledRunTest {
    private static final String STEPS = "teacher.train.iterations=30";
    private static final String LAST = "step-00000030.safetensors";

    @TempDir
    private Path folder;

    @Test
    void aRunWhoseProcessWasKilledEndsInTheSameBits() throws IOException, InterruptedException {
        RunFolder straight = new TinyRuns(folder.resolve("straight")).create("engine=nd4j", STEPS).get(0);
        finish(folder.resolve("straight"), straight);
        TinyRuns runs = new TinyRuns(folder.resolve("killed"));
        RunFolder killed = runs.create("engine=nd4j", STEPS).get(0);

        killAfterCheckpoint(killed);
        assertThat(killed.state()).isEqualTo(RunState.LOST);
        try (JournalWriter journal = killed.openWriter()) {
            journal.state(RunState.QUEUED, "resumed", JsonNodeFactory.instance.objectNode());
        }
        finish(folder.resolve("killed"), killed);

        assertThat(resumedAt(killed)).isPositive();
        assertThat(Files.mismatch(straight.checkpoints().resolve(LAST), killed.checkpoints().resolve(LAST)))
                .isEqualTo(-1);
    }

    /** In a process of its own, as runs are done: natives that others loaded before could round in another way. */
    private void finish(Path workspace, RunFolder run) throws IOException, InterruptedException {
        WorkerProcess.start(workspace, run, folder.resolve("worker.log")).waitFor();
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
    }

    private static int resumedAt(RunFolder run) {
        try (var reader = run.openReader(0)) {
            return reader.poll().stream().mapToInt(event -> event.body().path("resumedAt").asInt()).max().orElse(0);
        }
    }

    private void killAfterCheckpoint(RunFolder run) throws IOException, InterruptedException {
        Files.createDirectories(run.checkpoints());
        Path log = folder.resolve("worker.log");
        try (WatchService watch = run.path().getFileSystem().newWatchService()) {
            run.checkpoints().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process worker = WorkerProcess.start(folder.resolve("killed"), run, log);
            try {
                boolean written = false;
                while (!written) {
                    WatchKey key = watch.poll(120, TimeUnit.SECONDS);
                    assertThat(key).as("a checkpoint within two minutes; %s", Files.readString(log)).isNotNull();
                    for (WatchEvent<?> event : key.pollEvents()) {
                        written |= event.context().toString().endsWith(".safetensors");
                    }
                    key.reset();
                }
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
    }
}
