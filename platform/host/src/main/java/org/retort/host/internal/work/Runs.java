package org.retort.host.internal.work;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.retort.host.control.RunControl;

/** What can be done with the runs of a workspace, by any process. */
public final class Runs implements RunControl {
    private final Workspace workspace;

    public Runs(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public void stop(String id) {
        RunFolder run = RunFolder.open(workspace, id);
        switch (run.state()) {
            case QUEUED -> end(run, RunState.STOPPED, "stopped before it began");
            case RUNNING -> run.requestStop();
            default -> throw new InputException(
                    "run " + id + " is " + run.state().text() + "; only a queued or running one can be stopped");
        }
    }

    @Override
    public void resume(String id) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        if (!List.of(RunState.STOPPED, RunState.FAILED, RunState.LOST).contains(state)) {
            throw new InputException("run " + id + " is " + state.text()
                    + "; only a stopped, failed or lost one can be resumed");
        }
        run.clearStop();
        end(run, RunState.QUEUED, "resumed");
    }

    @Override
    public String rerun(String id) {
        RunDescription before = RunFolder.open(workspace, id).description();
        return RunFolder.create(workspace, RunDescription.of(
                        before.experiment(),
                        before.member(),
                        before.kind(),
                        before.seed(),
                        Instant.now(),
                        before.teacher(),
                        "retort rerun " + id,
                        before.identity(),
                        before.descriptor()))
                .id();
    }

    @Override
    public void delete(List<String> ids) {
        List<RunFolder> runs = ids.stream().map(id -> RunFolder.open(workspace, id)).toList();
        for (RunFolder run : runs) {
            if (run.state() == RunState.RUNNING) {
                throw new InputException("run " + run.id() + " is running; nothing was deleted. Stop it first: retort"
                        + " stop " + run.id());
            }
        }
        runs.forEach(RunFolder::delete);
    }

    /** Claims a queued run: only who has the claim starts its worker. */
    static Optional<Claim> claim(RunFolder run) {
        return Claim.of(claimFile(run));
    }

    private static Path claimFile(RunFolder run) {
        return run.path().resolve("claim");
    }

    /** Writes a state for a run that no worker has. */
    static void end(RunFolder run, RunState state, String message) {
        try (JournalWriter journal = run.openWriter()) {
            journal.state(state, message, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * Why a queued run can never begin: its teacher ended without a result, or is gone.
     */
    static Optional<String> hopeless(Workspace workspace, RunFolder run) {
        return run.description().teacher().flatMap(teacher -> {
            if (!RunFolder.exists(workspace, teacher)) {
                return Optional.of("its teacher, run " + teacher + ", was deleted");
            }
            RunState state = RunFolder.open(workspace, teacher).state();
            boolean lost = List.of(RunState.FAILED, RunState.STOPPED, RunState.LOST).contains(state);
            return lost
                    ? Optional.of("its teacher, run " + teacher + ", is " + state.text()
                            + "; retort resume " + teacher + ", then this one")
                    : Optional.empty();
        });
    }

    /** Whether a queued run's teacher, if it has one, is finished. */
    static boolean ready(Workspace workspace, RunFolder run) {
        return run.description().teacher()
                .map(teacher -> RunFolder.exists(workspace, teacher)
                        && RunFolder.open(workspace, teacher).state() == RunState.FINISHED)
                .orElse(true);
    }
}
