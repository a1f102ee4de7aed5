package org.retort.host.internal.work;

import java.time.Clock;
import java.util.List;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.Liveness;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** Follows one run by its journal. Not safe for use by several threads. */
public final class RunWatch implements AutoCloseable {
    private final Workspace workspace;
    private final RunFolder run;
    private final Liveness liveness;
    private final JournalReader reader;
    private Event lastState;

    /** Follows a run from its first event on. */
    public RunWatch(Workspace workspace, RunFolder run) {
        this.workspace = workspace;
        this.run = run;
        this.liveness = new Liveness(Clock.systemUTC());
        this.reader = run.openReader(0);
    }

    /** The run. */
    public RunFolder run() {
        return run;
    }

    /** The events since the last call. */
    public List<Event> poll() {
        List<Event> events = reader.poll();
        for (Event event : events) {
            if (event.type().equals(Event.STATE)) {
                lastState = event;
            }
        }
        return events;
    }

    /** Whether the run was deleted. */
    public boolean deleted() {
        return !RunFolder.exists(workspace, run.id());
    }

    /** The state as of the last {@link #poll}, and of the signs of life by now. */
    public RunState state() {
        return lastState == null ? RunState.QUEUED : liveness.state(lastState, run.lastBeat());
    }

    @Override
    public void close() {
        reader.close();
    }
}
