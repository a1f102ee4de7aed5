package org.retort.history.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.retort.history.HistoryException;
import org.retort.history.internal.AtomicFile;
import org.retort.history.internal.Json;
import org.retort.history.internal.ThisProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's sign of life: a small file that a daemon thread writes anew until this is closed. */
public final class Heartbeat implements AutoCloseable {
    /** Time between two beats. */
    public static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Path file;
    private final Clock clock;
    private final ScheduledExecutorService beats;

    /** Writes the first beat before it returns. */
    Heartbeat(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        write();
        this.beats = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        beats.scheduleAtFixedRate(this::beat, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops beating; the last beat stays. */
    @Override
    public void close() {
        beats.shutdownNow();
    }

    private void beat() {
        try {
            write();
        } catch (HistoryException e) {
            // A full disk must not end the beats: it may have room again before the run is taken for lost.
            LOG.warn("no heartbeat: {}", e.getMessage());
        }
    }

    private void write() {
        ObjectNode node = Json.object();
        node.put("pid", ThisProcess.pid());
        node.put("host", ThisProcess.host());
        node.put("time", clock.instant().toString());
        ProcessHandle.current().info().startInstant().ifPresent(start -> node.put("started", start.toString()));
        AtomicFile.writeUnsynced(file, Json.document(node));
    }

    /**
     * One beat as others read it.
     *
     * @param pid number of the worker process on its host
     * @param host name of that host
     * @param time when it beat
     * @param started when the process started, where the platform tells
     */
    public record Beat(long pid, String host, Instant time, Optional<Instant> started) {
    }

    /** The last beat in a file; empty when there was none. */
    static Optional<Beat> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Json.parse(bytes, 0, bytes.length).map(Heartbeat::beat);
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Beat beat(ObjectNode node) {
        Optional<Instant> started = node.path("started").isTextual()
                ? Optional.of(Instant.parse(node.get("started").textValue())) : Optional.empty();
        return new Beat(node.path("pid").asLong(), node.path("host").asText(),
                Instant.parse(node.path("time").asText()), started);
    }
}
