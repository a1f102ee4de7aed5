package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/** Reads along in a run's journal, and remembers what it has seen. */
final class Witness {
    private static final long PATIENCE_SECONDS = 120;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Workspace workspace;
    private final String id;
    private final List<Event> seen = new ArrayList<>();
    private JournalReader reader;

    Witness(Path workspace, String id) {
        this.workspace = new Workspace(workspace);
        this.id = id;
    }

    /** Takes in what is new; how many events it has seen by then. */
    int look() {
        if (reader == null && RunFolder.exists(workspace, id)) {
            reader = RunFolder.open(workspace, id).openReader(0);
        }
        if (reader != null) {
            seen.addAll(reader.poll());
        }
        return seen.size();
    }

    List<Event> seen() {
        return seen;
    }

    void awaitEvents(int count) {
        awaitWhileItGoesOn(() -> seen.size() >= count, count + " events of run " + id);
    }

    void awaitStep(long step) {
        awaitWhileItGoesOn(
                () -> steps().stream().anyMatch(taken -> taken >= step), "step " + step + " of run " + id);
    }

    /** A machine may be slow; a run that tells nothing new for so long stands still. */
    private void awaitWhileItGoesOn(BooleanSupplier condition, String what) {
        int before = look();
        while (!condition.getAsBoolean()) {
            int known = before;
            await(() -> look() > known, what + ", which has told nothing after event " + known + ": the next event");
            before = seen.size();
        }
    }

    /** The steps that metrics were logged for, in the order of the journal. */
    List<Long> steps() {
        return seen.stream()
                .filter(event -> event.type().equals("metrics"))
                .map(event -> event.body().path("step").asLong())
                .toList();
    }

    /** Until something holds; fails with its name when that takes too long. */
    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s within %d s", what, PATIENCE_SECONDS).isLessThan(end);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
