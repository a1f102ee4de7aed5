package org.retort.host.internal.work;

import java.util.Optional;
import org.retort.history.journal.RunFolder;

/** Where runs are done: on this machine, or by a cluster's scheduler. Safe for use by several threads. */
public interface Executor {
    /** A run whose worker was started. */
    interface Started {
        /** Whether the worker may still be at work. */
        boolean isAlive();

        /** Ends the worker at once, without a chance to write a checkpoint. */
        void kill();

        /** How it ended, such as {@code exit code 137}; for one that did. */
        String ending();
    }

    /**
     * Starts the worker of a queued run.
     *
     * @return empty where there is no room for it now
     * @throws org.retort.api.plugin.InputException where it cannot be started at all, in words
     */
    Optional<Started> start(RunFolder run);
}
