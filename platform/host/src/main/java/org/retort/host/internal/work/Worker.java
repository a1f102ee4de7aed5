package org.retort.host.internal.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.run.PlatformFacts;
import org.retort.experiment.run.RunExecution;
import org.retort.history.journal.Heartbeat;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** What a worker process does: one run, with a heartbeat. */
public final class Worker {
    private static final long LOOK_MILLIS = 200;

    private final Workspace workspace;
    private final FileLocks locks;
    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final Supplier<PlatformFacts> facts;

    /**
     * @param locks the locks of this process
     * @param facts which build this is; asked once the run begins
     */
    public Worker(
            Workspace workspace,
            FileLocks locks,
            PluginCatalog catalog,
            List<Engine> engines,
            Supplier<PlatformFacts> facts) {
        this.workspace = workspace;
        this.locks = locks;
        this.catalog = catalog;
        this.engines = engines;
        this.facts = facts;
    }

    /**
     * Does a queued run to its end; {@link RunFolder#requestStop} ends it cleanly.
     *
     * @param slots the slots to take for as long as it lasts, waiting while others have them; empty where a scheduler
     *     outside gives room
     * @return the state that it ended in; queued where it was asked to stop before it began
     * @throws InputException where the run is not queued
     */
    public RunState run(String id, List<String> slots) throws InterruptedException {
        RunFolder run = RunFolder.open(workspace, id);
        Deque<FileLocks.Held> taken = new ArrayDeque<>();
        try {
            // In one order, so that two workers never wait for each other.
            for (String slot : slots.stream().sorted().toList()) {
                Optional<FileLocks.Held> held = take(slot, run);
                if (held.isEmpty()) {
                    return RunState.QUEUED;
                }
                taken.push(held.get());
            }
            return run(run);
        } finally {
            taken.forEach(FileLocks.Held::close);
        }
    }

    /** Waits for a slot; empty where the run was asked to stop meanwhile. */
    private Optional<FileLocks.Held> take(String slot, RunFolder run) throws InterruptedException {
        while (!run.stopRequested()) {
            Optional<FileLocks.Held> taken = locks.tryTake(workspace.slots().resolve(slot));
            if (taken.isPresent()) {
                return taken;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return Optional.empty();
    }

    private RunState run(RunFolder run) {
        // Before the journal is opened for writing: to close a reader would give its lock back.
        RunState state = run.state();
        if (state != RunState.QUEUED) {
            throw new InputException("run " + run.id() + " is " + state.text() + "; a worker does queued runs");
        }
        if (run.stopRequested()) {
            return RunState.QUEUED;
        }
        try (JournalWriter journal = run.openWriter();
                Heartbeat heartbeat = run.startHeartbeat()) {
            return new RunExecution(catalog, engines, workspace, facts.get()).execute(run, journal);
        }
    }
}
