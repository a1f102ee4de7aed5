package org.retort.host.internal.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.retort.history.History;
import org.retort.history.RunQuery;
import org.retort.history.RunSummary;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts queued runs that nobody else has claimed, the oldest first, as slots become free: what a serving process does
 * with runs that are resumed, rerun or were left behind by a command that died.
 */
public final class RunQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
    private static final long LOOK_EVERY_MILLIS = 1000;
    private static final int MOST = 1000;

    private final Workspace workspace;
    private final History history;
    private final Executor executor;
    private final Map<String, Work> working = new HashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "queue");
        thread.setDaemon(true);
        return thread;
    });

    private record Work(Claim claim, Executor.Started worker) {}

    /**
     * @param history finds what is queued; refreshed by somebody else
     */
    public RunQueue(Workspace workspace, History history, Executor executor) {
        this.workspace = workspace;
        this.history = history;
        this.executor = executor;
    }

    /** Begins to look. */
    public void start() {
        looks.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            working.values().removeIf(work -> {
                if (work.worker().isAlive()) {
                    return false;
                }
                work.claim().close();
                return true;
            });
            List<RunSummary> queued = history.runs(new RunQuery("state=queued", List.of("created"), 0, MOST)).runs();
            queued.forEach(run -> tryToStart(run.id()));
        } catch (RuntimeException e) {
            // An exception would end the looking for good, for a failure that may pass.
            LOG.warn("the queue could not be looked through; looking again", e);
        }
    }

    private void tryToStart(String id) {
        if (working.containsKey(id) || !RunFolder.exists(workspace, id)) {
            return;
        }
        RunFolder run = RunFolder.open(workspace, id);
        Optional<Claim> claim = Runs.claim(run);
        if (claim.isEmpty()) {
            return;
        }
        // The history may be a moment behind.
        boolean started = run.state() == RunState.QUEUED && start(run, claim.get());
        if (!started) {
            claim.get().close();
        }
    }

    private boolean start(RunFolder run, Claim claim) {
        Optional<String> hopeless = Runs.hopeless(workspace, run);
        if (hopeless.isPresent()) {
            Runs.end(run, RunState.FAILED, hopeless.get());
            return false;
        }
        if (!Runs.ready(workspace, run)) {
            return false;
        }
        Optional<Executor.Started> worker = executor.start(run);
        worker.ifPresent(process -> working.put(run.id(), new Work(claim, process)));
        return worker.isPresent();
    }

    /** Stops looking; workers go on. */
    @Override
    public void close() {
        looks.shutdownNow();
    }
}
