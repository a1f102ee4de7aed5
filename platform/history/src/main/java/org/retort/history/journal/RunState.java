package org.retort.history.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a run is. */
public enum RunState {
    /** Waits for a slot. */
    QUEUED,
    /** Its worker process runs. */
    RUNNING,
    /** Ended with a result. */
    FINISHED,
    /** Ended by an error, which its journal tells. */
    FAILED,
    /** Ended because someone asked for it. */
    STOPPED,
    /** Says that it runs, but its worker process gives no sign of life; never written, only derived. */
    LOST;

    /** The name in journals and documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether no worker is expected to write to the run any more. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** The state with this name; empty when there is none. */
    public static Optional<RunState> of(String text) {
        return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
    }
}
