package org.retort.history.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.retort.history.HistoryException;
import org.retort.history.internal.AtomicFile;
import org.retort.history.internal.Json;

/**
 * The folder of one run: where its files are, and the small ones among them. Any process may use any of it at any
 * time, except that a journal has one writer. Safe for use by several threads.
 */
public final class RunFolder {
    private static final String DESCRIPTION = "run.json";
    private static final String JOURNAL = "events.ndjson";

    private final Workspace workspace;
    private final Path path;
    private final RunDescription description;
    private final Clock clock;

    private RunFolder(Workspace workspace, RunDescription description, Clock clock) {
        this.workspace = workspace;
        this.path = workspace.runs().resolve(description.id());
        this.description = description;
        this.clock = clock;
    }

    /**
     * Creates a run under the next free id, which no other process or thread gets, and writes the event that it is
     * queued. Ids of deleted runs are not given again.
     *
     * @param workspace where to
     * @param description the run; its id is ignored
     * @throws HistoryException if the file system does not allow it
     */
    public static RunFolder create(Workspace workspace, RunDescription description) {
        return create(workspace, description, Clock.systemUTC());
    }

    /** The same with a clock for the times of events and heartbeats. */
    public static RunFolder create(Workspace workspace, RunDescription description, Clock clock) {
        Path path = new RunIds(workspace).allocate();
        RunFolder folder = new RunFolder(workspace, description.withId(path.getFileName().toString()), clock);
        try (JournalWriter writer = folder.openWriter()) {
            writer.state(RunState.QUEUED, "", Json.object());
        }
        // Last, since a folder counts as a run once it has this file.
        AtomicFile.write(path.resolve(DESCRIPTION), Json.document(folder.description.toJson()));
        return folder;
    }

    /**
     * Opens a run that exists.
     *
     * @throws HistoryException if there is none with this id (the message names the nearest), or its description
     *         cannot be read
     */
    public static RunFolder open(Workspace workspace, String id) {
        return open(workspace, id, Clock.systemUTC());
    }

    /** The same with a clock for the times of events and heartbeats. */
    public static RunFolder open(Workspace workspace, String id, Clock clock) {
        if (!exists(workspace, id)) {
            throw new HistoryException(new RunIds(workspace).missing(id));
        }
        Path file = workspace.runs().resolve(id).resolve(DESCRIPTION);
        RunDescription description = RunDescription.of(Json.read(file), file.toString());
        if (!description.id().equals(id)) {
            throw new HistoryException(file + " says that it is run " + description.id()
                    + "; the folder's name and the id have to agree");
        }
        return new RunFolder(workspace, description, clock);
    }

    /** Whether the folder with this id is a run: folders being created or deleted are not. */
    public static boolean exists(Workspace workspace, String id) {
        return RunIds.valid(id) && Files.isRegularFile(workspace.runs().resolve(id).resolve(DESCRIPTION));
    }

    /** What the run is. */
    public RunDescription description() {
        return description;
    }

    /** The run's id. */
    public String id() {
        return description.id();
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** Where checkpoints go; created by who writes the first. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** Where sample sheets go; created by who writes the first. */
    public Path samples() {
        return path.resolve("samples");
    }

    /** Where results go; created by who writes the first. */
    public Path artifacts() {
        return path.resolve("artifacts");
    }

    /** Log output, standard output and error of the worker process. */
    public Path log() {
        return path.resolve("log.txt");
    }

    /** The journal, for who looks at its size and time. */
    public Path journal() {
        return path.resolve(JOURNAL);
    }

    /** What people added. */
    public Labels labels() {
        Path file = labelsFile();
        return Files.exists(file) ? Labels.NONE.with(Json.read(file)) : Labels.NONE;
    }

    /** Replaces what people added. */
    public void writeLabels(Labels labels) {
        AtomicFile.write(labelsFile(), Json.document(labels.toJson()));
    }

    /**
     * Writes a small text among the artifacts; an older one of the name is replaced.
     *
     * @param name the file's name
     */
    public Path writeArtifact(String name, String text) {
        Path file = artifacts().resolve(name);
        try {
            Files.createDirectories(artifacts());
        } catch (IOException e) {
            throw new HistoryException("cannot create " + artifacts() + ": " + e.getMessage(), e);
        }
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** Asks the worker to stop cleanly at its next step. */
    public void requestStop() {
        try {
            Files.createFile(stopFile());
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new HistoryException("cannot ask run " + id() + " to stop: " + e.getMessage(), e);
        }
    }

    /** Whether somebody asked the worker to stop. */
    public boolean stopRequested() {
        return Files.exists(stopFile());
    }

    /** Forgets that somebody asked. */
    public void clearStop() {
        try {
            Files.deleteIfExists(stopFile());
        } catch (IOException e) {
            throw new HistoryException("cannot remove " + stopFile() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the journal for appending.
     *
     * @throws HistoryException if another process writes it
     */
    public JournalWriter openWriter() {
        return new JournalWriter(journal(), clock);
    }

    /** Opens the journal for reading from its first event with a number above {@code afterSeq}. */
    public JournalReader openReader(long afterSeq) {
        return new JournalReader(journal(), 0, afterSeq);
    }

    /** Opens the journal where another reader was, by its {@code offset} and {@code lastSeq}. */
    public JournalReader openReader(long offset, long afterSeq) {
        return new JournalReader(journal(), offset, afterSeq);
    }

    /** Starts the beats of this process as the run's worker. */
    public Heartbeat startHeartbeat() {
        return new Heartbeat(path.resolve("heartbeat"), clock);
    }

    /** The last beat of the run's worker; empty when there was none. */
    public Optional<Heartbeat.Beat> lastBeat() {
        return Heartbeat.read(path.resolve("heartbeat"));
    }

    /** The run's state now; reads the whole journal, so for one run at a time. */
    public RunState state() {
        Event last = null;
        try (JournalReader reader = openReader(0)) {
            for (Event event : reader.poll()) {
                last = event.type().equals(Event.STATE) ? event : last;
            }
        }
        return last == null ? RunState.QUEUED : new Liveness(clock).state(last, lastBeat());
    }

    /**
     * Deletes the run with everything it made.
     *
     * @throws HistoryException if it is running, or the file system does not allow it
     */
    public void delete() {
        if (state() == RunState.RUNNING) {
            throw new HistoryException("run " + id() + " is running; stop it before you delete it");
        }
        new RunIds(workspace).retire(path);
    }

    private Path labelsFile() {
        return path.resolve("labels.json");
    }

    private Path stopFile() {
        return path.resolve("stop");
    }
}
