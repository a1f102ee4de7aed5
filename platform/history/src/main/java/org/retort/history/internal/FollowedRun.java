package org.retort.history.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.retort.history.HistoryException;
import org.retort.history.RunSummary;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.Labels;
import org.retort.history.journal.Liveness;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** What is kept in memory of one run: its summary, and how far its journal was read. */
public final class FollowedRun {
    /** Events taken in at once, so that a long journal does not need memory for all of it. */
    private static final int BATCH = 4096;

    private final RunFolder folder;
    private FileTime folderTime = FileTime.fromMillis(0);
    private long offset;
    private long seq;
    private Optional<Event> lastState;
    private Labels labels;
    private RunSummary summary;

    /** Follows a run from where the index is. */
    public FollowedRun(Workspace workspace, String id, Clock clock, RunRecord record, Liveness liveness) {
        this.folder = RunFolder.open(workspace, id, clock);
        remember(record, Labels.NONE.with((ObjectNode)
                record.document().get("labels")), liveness);
    }

    public RunSummary summary() {
        return summary;
    }

    public RunFolder folder() {
        return folder;
    }

    /** Number of the last event that the index has. */
    public long seq() {
        return seq;
    }

    /** Whether the run is worth a closer look: it has not ended, or something in its folder was renamed or created. */
    public boolean stirred() {
        if (!summary.state().ended() || summary.state() == RunState.LOST) {
            return true;
        }
        try {
            return !Files.getLastModifiedTime(folder.path()).equals(folderTime);
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Brings the index up to the journal.
     *
     * @param added is told each new event
     * @return whether the summary changed
     */
    public boolean follow(Index index, Liveness liveness, Consumer<Event> added) {
        try {
            folderTime = Files.getLastModifiedTime(folder.path());
            Labels nowLabels = folder.labels();
            RunSummary before = summary;
            if (Files.size(folder.journal()) != offset || !nowLabels.equals(labels)) {
                RunRecord record = index.record(folder.id()).orElseThrow(
                        () -> new BrokenIndexException("run " + folder.id() + " is missing", null));
                record.setLabels(nowLabels);
                read(record, index, added);
                remember(record, nowLabels, liveness);
            } else {
                summary = Summaries.inState(summary, state(liveness));
            }
            return !summary.equals(before);
        } catch (IOException e) {
            throw new HistoryException("cannot read " + folder.path() + ": " + e.getMessage(), e);
        }
    }

    private void read(RunRecord record, Index index, Consumer<Event> added) {
        try (JournalReader reader = folder.openReader(record.offset(), record.seq())) {
            List<Event> events = new ArrayList<>();
            do {
                events = reader.poll(BATCH);
                events.forEach(record::apply);
                events.forEach(added);
                record.setOffset(reader.offset());
                index.put(folder.id(), record);
            } while (events.size() == BATCH);
        }
    }

    private void remember(RunRecord record, Labels nowLabels, Liveness liveness) {
        offset = record.offset();
        seq = record.seq();
        lastState = record.lastState();
        labels = nowLabels;
        summary = Summaries.of(record, state(liveness));
    }

    private RunState state(Liveness liveness) {
        return lastState.map(event -> liveness.state(event,
                event.state().equals(Optional.of(RunState.RUNNING)) ? folder.lastBeat() : Optional.empty()))
                .orElse(RunState.QUEUED);
    }
}
