package org.retort.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retort.history.journal.TestRuns.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.TestRuns;
import org.retort.history.journal.Workspace;

/** Kills the process that writes a journal and the one that indexes it, over and over, and looks what is left. */
class KilledProcessTest {
    /** Then another run follows, so that reading all events does not take longer each time. */
    private static final int KILLS_A_RUN = 20;

    @TempDir
    Path folder;

    /** Appends events and prints the number of each once it is written. */
    static final class Appender {
        public static void main(String[] arguments) {
            try (JournalWriter writer = RunFolder.open(new Workspace(Path.of(arguments[0])), arguments[1]).openWriter()) {
                while (!System.out.checkError()) {
                    long step = writer.lastSeq() + 1;
                    System.out.println(writer.append("metrics", metrics(step, "loss", 1.0 / step)).seq());
                }
            }
        }
    }

    /** Refreshes a history and prints a line each time. */
    static final class Indexer {
        public static void main(String[] arguments) {
            try (History history = History.open(new Workspace(Path.of(arguments[0])))) {
                while (!System.out.checkError()) {
                    history.refresh();
                    System.out.println(history.summary(arguments[1]).step());
                }
            }
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenProcessesAreKilled() throws Exception {
        Workspace workspace = new Workspace(folder);
        RunFolder run = null;
        long eventsOfOthers = 0;
        long eventsOfRun = 0;
        Random random = new Random(20260131);
        int kills = Integer.getInteger("retort.kills", 12);
        int rebuilt = 0;
        for (int killed = 0; killed < kills; killed += 2) {
            if (killed % KILLS_A_RUN == 0) {
                run = TestRuns.create(workspace, "a");
                eventsOfOthers += eventsOfRun;
            }
            Process indexer = start(Indexer.class, run);
            Process appender = start(Appender.class, run);
            long acknowledged;
            try (BufferedReader numbers = appender.inputReader(); BufferedReader refreshes = indexer.inputReader()) {
                await(numbers, 1 + random.nextInt(2000));
                if (random.nextBoolean()) {
                    await(refreshes, random.nextInt(200));
                }
                boolean indexerFirst = random.nextBoolean();
                kill(indexerFirst ? indexer : appender);
                kill(indexerFirst ? appender : indexer);
                acknowledged = lastWhole(numbers);
            }
            List<Event> events;
            try (JournalReader reader = run.openReader(0)) {
                events = reader.poll();
                assertThat(reader.unreadable()).isZero();
            }
            assertThat((long) events.size()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(events).extracting(Event::seq).containsExactlyElementsOf(
                    LongStream.rangeClosed(1, events.size()).boxed().toList());
            try (History history = History.open(workspace)) {
                rebuilt += history.notice().isPresent() ? 1 : 0;
                assertThat(history.verify()).isEqualTo(new VerifyReport(
                        1 + killed / KILLS_A_RUN, eventsOfOthers + events.size(), List.of()));
            }
            eventsOfRun = events.size();
        }
        System.out.printf("%d kills, %d of them left an index that had to be rebuilt%n", kills, rebuilt);
    }

    private Process start(Class<?> main, RunFolder run) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                main.getName(), folder.toString(), run.id()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** By its handle, since {@link Process#destroyForcibly} also throws away what the process printed. */
    private static void kill(Process process) throws InterruptedException {
        assertThat(process.toHandle().destroyForcibly()).isTrue();
        process.waitFor();
    }

    private static void await(BufferedReader lines, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(lines.readLine()).as("the process ended by itself").isNotNull();
        }
    }

    /** The last number that was printed with its line end, which a kill may have cut. */
    private static long lastWhole(BufferedReader numbers) throws IOException {
        long last = 0;
        StringBuilder line = new StringBuilder();
        for (int next = numbers.read(); next >= 0; next = numbers.read()) {
            if (next == '\n') {
                last = Long.parseLong(line.toString());
                line.setLength(0);
            } else {
                line.append((char) next);
            }
        }
        return last;
    }
}
