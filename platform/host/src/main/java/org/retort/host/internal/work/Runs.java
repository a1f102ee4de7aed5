package org.retort.host.internal.work;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.retort.host.control.RunControl;

/** Control over the runs of a workspace by their folders, whichever processes have to do with them. */
public final class Runs implements RunControl {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Workspace workspace;
    private final Claims claims;

    /** @param claims the claims of this process */
    public Runs(Workspace workspace, Claims claims) {
        this.workspace = workspace;
        this.claims = claims;
    }

    @Override
    public void stop(String id) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        switch (state) {
            case RUNNING -> run.requestStop();
            case QUEUED -> stopQueued(run);
            case LOST -> throw new InputException("run " + id + " is lost: its worker process is gone, so nothing is"
                    + " there to stop. retort resume " + id + " goes on from its last checkpoint");
            default -> throw new InputException("run " + id + " is " + state.text() + " already");
        }
    }

    @Override
    public void resume(String id) {
        RunFolder run = resumable(id);
        try (FileLocks.Held claim = claim(run);
                JournalWriter journal = run.openWriter()) {
            run.clearStop();
            journal.state(RunState.QUEUED, "resumed", JsonNodeFactory.instance.objectNode());
        }
    }

    /** A queue that started the run keeps its claim until it next looks, so a run that was just killed needs a moment. */
    private FileLocks.Held claim(RunFolder run) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Optional<FileLocks.Held> claim = claims.tryTake(run);
        while (claim.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
            claim = claims.tryTake(run);
        }
        return claim.orElseThrow(() -> new InputException(
                "run " + run.id() + " is being started by another process at this moment"));
    }

    /**
     * A run that can be resumed.
     *
     * @throws InputException where it is in a state in which there is nothing to resume
     */
    public RunFolder resumable(String id) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        return switch (state) {
            case STOPPED, FAILED, LOST -> run;
            case FINISHED -> throw new InputException(
                    "run " + id + " is finished, so there is nothing to resume; retort rerun " + id + " does it anew");
            case QUEUED, RUNNING -> throw new InputException("run " + id + " is " + state.text()
                    + " already; only a stopped, failed or lost run can be resumed");
        };
    }

    @Override
    public String rerun(String id) {
        RunDescription made = RunFolder.open(workspace, id).description();
        made.teachers().stream().filter(teacher -> !RunFolder.exists(workspace, teacher)).findFirst().ifPresent(teacher -> {
            throw new InputException("run " + id + " learns from run " + teacher
                    + ", which was deleted; start the experiment anew");
        });
        return RunFolder.create(
                        workspace,
                        RunDescription.of(
                                made.experiment(), made.member(), made.kind(), made.seed(), Instant.now(),
                                made.teachers(), "retort rerun " + id, made.identity(), made.descriptor()))
                .id();
    }

    @Override
    public void delete(List<String> ids) {
        // All are looked at before any is deleted.
        List<RunFolder> runs = new ArrayList<>();
        for (String id : ids) {
            RunFolder run = RunFolder.open(workspace, id);
            if (run.state() == RunState.RUNNING) {
                throw new InputException("run " + id + " is running; stop it before you delete it: retort stop " + id);
            }
            runs.add(run);
        }
        runs.forEach(RunFolder::delete);
    }

    private void stopQueued(RunFolder run) {
        Optional<FileLocks.Held> claim = claims.tryTake(run);
        if (claim.isEmpty()) {
            // Whoever has the claim sees this and stops it.
            run.requestStop();
            return;
        }
        try (FileLocks.Held held = claim.get(); JournalWriter journal = run.openWriter()) {
            journal.state(RunState.STOPPED, "stopped before it began", JsonNodeFactory.instance.objectNode());
        }
    }
}
