package org.retort.history;

import org.retort.history.journal.Event;

/** Something that a refresh found. */
public sealed interface HistoryChange {
    /** A run that is new, or whose summary changed. */
    record RunChanged(RunSummary summary) implements HistoryChange {
    }

    /** A run that was deleted. */
    record RunRemoved(String id) implements HistoryChange {
    }

    /** A new line in a run's journal. */
    record EventAdded(String id, Event event) implements HistoryChange {
    }
}
