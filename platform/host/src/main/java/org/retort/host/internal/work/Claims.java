package org.retort.host.internal.work;

import java.nio.file.Files;
import java.util.Optional;
import org.retort.history.journal.RunFolder;

/**
 * Who may start a queued run: the process that has the lock on {@code runs/ID/claim}. A command in the foreground
 * claims all runs that it made, the queue of a serving process those that nobody claims.
 */
public final class Claims {
    private final FileLocks locks;

    /** @param locks the locks of this process */
    public Claims(FileLocks locks) {
        this.locks = locks;
    }

    /** The claim on a run until it is closed; empty where somebody has it or the run is gone. */
    public Optional<FileLocks.Held> tryTake(RunFolder run) {
        return Files.isDirectory(run.path()) ? locks.tryTake(run.path().resolve("claim")) : Optional.empty();
    }
}
