package org.retort.host.internal.work;

import java.util.List;
import java.util.Optional;
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
    private final Workspace workspace;
    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final PlatformFacts facts;

    public Worker(Workspace workspace, PluginCatalog catalog, List<Engine> engines, PlatformFacts facts) {
        this.workspace = workspace;
        this.catalog = catalog;
        this.engines = engines;
        this.facts = facts;
    }

    /**
     * Does a queued run.
     *
     * @param slot the slot to take; empty where a scheduler outside gives room
     * @return the state that it ended in; queued where the slot was taken by somebody else meanwhile
     */
    public RunState run(String id, Optional<String> slot) {
        if (slot.isEmpty()) {
            return run(RunFolder.open(workspace, id));
        }
        Optional<Claim> taken = new Slots(workspace).take(slot.get());
        if (taken.isEmpty()) {
            return RunState.QUEUED;
        }
        try (Claim held = taken.get()) {
            return run(RunFolder.open(workspace, id));
        }
    }

    private RunState run(RunFolder run) {
        try (JournalWriter journal = run.openWriter()) {
            RunState state = run.state();
            if (state != RunState.QUEUED) {
                throw new InputException("run " + run.id() + " is " + state.text() + "; a worker does queued runs");
            }
            try (Heartbeat heartbeat = run.startHeartbeat()) {
                return new RunExecution(catalog, engines, workspace, facts).execute(run, journal);
            }
        }
    }

    /** Asks the run to stop at its next step. */
    public void stop(String id) {
        RunFolder.open(workspace, id).requestStop();
    }
}
