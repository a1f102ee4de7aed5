package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/** Kills workers, serving processes and both, over and over, and looks what is left of the history. */
@DisabledOnOs(OS.WINDOWS)
class KilledPlatformIT {
    private static final Set<String> ENDED = Set.of("lost", "failed", "stopped");

    @TempDir
    Path folder;

    private final Random random = new Random(20260131);
    private InstalledRetort retort;
    private Workspace workspace;
    private Witness witness;
    private ServingProcess server;

    @Test
    void noEventThatAnybodySawIsLostAndTheHistoryOpensAfterEveryKill() throws Exception {
        retort = InstalledRetort.in(folder);
        workspace = new Workspace(retort.workspace());
        witness = new Witness(retort.workspace(), "1");
        int kills = Integer.getInteger("retort.kills", 12);
        int killed = killWhatBegan();
        while (killed < kills) {
            if (server == null) {
                server = ServingProcess.start(retort);
            }
            begin(server);
            awaitMoment();
            int served = events(server);
            List<ProcessHandle> victims = victims(server.handle());
            kill(victims);
            killed += victims.size();
            assertThat(journal().size()).isGreaterThanOrEqualTo(served);
            if (victims.contains(server.handle())) {
                server = null;
                openHistory();
            } else {
                awaitAllEvents(server, journal().size());
            }
        }
        endAll();
        openHistory();
    }

    @AfterEach
    void endAll() throws InterruptedException {
        if (server != null) {
            server.close();
        }
        kill(workers());
    }

    /** A command in the foreground and its worker, which both end at the first event that tells of training. */
    private int killWhatBegan() throws IOException, InterruptedException {
        Process foreground = retort.command("run", "tiny.yaml", "--set", "teacher.train.iterations=1000000")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.txt").toFile())
                .start();
        witness.awaitStep(1);
        List<ProcessHandle> victims = new ArrayList<>(workers());
        victims.add(foreground.toHandle());
        // Kills that miss the workers would prove nothing.
        assertThat(victims).as("the worker and the command that started it").hasSizeGreaterThan(1);
        kill(victims);
        journal();
        openHistory();
        return victims.size();
    }

    /** Until there is a worker; a run that waits in the queue gets one by itself. */
    private void begin(ServingProcess server) {
        Witness.await(() -> !workers().isEmpty() || ENDED.contains(state(server)), "a worker, or the end of its run");
        if (workers().isEmpty()) {
            server.post("runs/1/resume");
        }
    }

    private static String state(ServingProcess server) {
        return server.get("runs/1").path("summary").path("state").asText();
    }

    private static int events(ServingProcess server) {
        return server.get("runs/1/events").path("events").size();
    }

    private static void awaitAllEvents(ServingProcess server, int count) {
        Witness.await(() -> events(server) >= count, "all events over HTTP");
    }

    /** Some events on, or in the middle of a start. */
    private void awaitMoment() {
        if (random.nextInt(4) == 0) {
            Witness.await(() -> !workers().isEmpty(), "a worker");
        } else {
            witness.awaitEvents(witness.look() + 1 + random.nextInt(40));
        }
    }

    private List<ProcessHandle> victims(ProcessHandle server) {
        List<ProcessHandle> victims = new ArrayList<>(workers());
        switch (random.nextInt(3)) {
            case 0 -> victims.add(server);
            case 1 -> victims.add(0, server);
            default -> { }
        }
        return victims.isEmpty() ? List.of(server) : victims;
    }

    private List<ProcessHandle> workers() {
        String place = retort.workspace().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine()
                        .filter(line -> line.contains(" worker 1 ") && line.contains(place)).isPresent())
                .toList();
    }

    private static void kill(List<ProcessHandle> victims) {
        for (ProcessHandle victim : victims) {
            victim.destroyForcibly();
        }
        victims.forEach(victim -> victim.onExit().join());
    }

    /** All events of the journal, after it was compared with what was seen of it. */
    private List<Event> journal() {
        List<Event> seen = List.copyOf(witness.seen());
        try (JournalReader reader = RunFolder.open(workspace, "1").openReader(0)) {
            List<Event> events = reader.poll();
            assertThat(reader.unreadable()).isZero();
            assertThat(events).startsWith(seen.toArray(Event[]::new));
            assertThat(events).extracting(Event::seq)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
            return events;
        }
    }

    private void openHistory() throws IOException, InterruptedException {
        int before = journal().size();
        JsonNode report = retort.json("history", "verify", "--json");
        assertThat(report.path("problems")).isEmpty();
        assertThat(report.path("runs").asInt()).isEqualTo(2);
        assertThat(report.path("events").asInt()).isGreaterThanOrEqualTo(before);
    }
}
