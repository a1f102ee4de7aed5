package org.retort.host.internal.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.retort.experiment.suite.ExecutionPolicy;
import org.retort.experiment.suite.ExecutionPolicy.OnFailure;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * Does runs while somebody waits: claims them all, starts each as soon as its teacher is finished and there is room,
 * and tells a listener everything their journals say.
 */
public final class ForegroundRuns {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Workspace workspace;
    private final Executor executor;
    private final Listener listener;
    private final BooleanSupplier interrupted;
    private final Map<String, Active> active = new LinkedHashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Claim> claims = new HashMap<>();

    /** Is told what happens, on the thread that waits. */
    public interface Listener {
        /** A run wrote an event. */
        void event(RunFolder run, Event event);
    }

    /** How it came out. */
    public enum Outcome {
        /** Every run is finished. */
        FINISHED,
        /** At least one is not. */
        FAILED,
        /** Somebody asked to stop. */
        INTERRUPTED
    }

    private record Active(RunFolder run, Optional<Executor.Started> worker, JournalReader journal) {}

    /**
     * @param interrupted whether somebody asked to stop
     */
    public ForegroundRuns(
            Workspace workspace, Executor executor, Listener listener, BooleanSupplier interrupted) {
        this.workspace = workspace;
        this.executor = executor;
        this.listener = listener;
        this.interrupted = interrupted;
    }

    /**
     * Does runs, each after its teacher.
     *
     * @param runs in any state: finished ones are left as they are, running ones waited for, all others begun or
     *     resumed
     */
    public Outcome run(List<RunFolder> runs, ExecutionPolicy policy) {
        List<RunFolder> waiting = new ArrayList<>(runs);
        boolean stopped = false;
        boolean gaveUp = false;
        try {
            while (!waiting.isEmpty() || !active.isEmpty()) {
                if (interrupted.getAsBoolean() && !stopped) {
                    stopped = true;
                    active.values().forEach(work -> work.run().requestStop());
                }
                if (stopped || gaveUp) {
                    waiting.forEach(this::leave);
                    waiting.clear();
                }
                waiting.removeIf(this::begun);
                follow(policy, waiting);
                gaveUp |= policy.onFailure() == OnFailure.FAIL_FAST
                        && runs.stream().anyMatch(run -> failures.containsKey(run.id()) && ended(run));
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        } finally {
            claims.values().forEach(Claim::close);
            active.values().forEach(work -> work.journal().close());
        }
        if (stopped) {
            return Outcome.INTERRUPTED;
        }
        boolean all = runs.stream().allMatch(run -> run.state() == RunState.FINISHED);
        return all ? Outcome.FINISHED : Outcome.FAILED;
    }

    private boolean ended(RunFolder run) {
        return !active.containsKey(run.id()) && run.state() == RunState.FAILED;
    }

    /** Ends a run that will not begin. */
    private void leave(RunFolder run) {
        if (run.state() == RunState.QUEUED && claimed(run)) {
            Runs.end(run, RunState.STOPPED, "not begun");
        }
    }

    private boolean claimed(RunFolder run) {
        if (claims.containsKey(run.id())) {
            return true;
        }
        Optional<Claim> claim = Runs.claim(run);
        claim.ifPresent(held -> claims.put(run.id(), held));
        return claim.isPresent();
    }

    /** Begins a run if it can begin; true where it need not be looked at again. */
    private boolean begun(RunFolder run) {
        RunState state = run.state();
        if (state == RunState.FINISHED) {
            return true;
        }
        if (state == RunState.RUNNING || !claimed(run)) {
            // Another process does it: watched until it ends.
            return state == RunState.RUNNING && watch(run, Optional.empty());
        }
        if (state != RunState.QUEUED) {
            new Runs(workspace).resume(run.id());
        }
        Optional<String> hopeless = hopeless(run);
        if (hopeless.isPresent()) {
            Runs.end(run, RunState.FAILED, hopeless.get());
            failures.merge(run.id(), 1, Integer::sum);
            return true;
        }
        if (!Runs.ready(workspace, run)) {
            return false;
        }
        Optional<Executor.Started> worker = executor.start(run);
        return worker.isPresent() && watch(run, worker);
    }

    private Optional<String> hopeless(RunFolder run) {
        boolean teacherTriesAgain = run.description().teacher().filter(active::containsKey).isPresent();
        return teacherTriesAgain ? Optional.empty() : Runs.hopeless(workspace, run);
    }

    private boolean watch(RunFolder run, Optional<Executor.Started> worker) {
        long seen = 0;
        try (JournalReader before = run.openReader(0)) {
            before.poll();
            seen = before.lastSeq();
        }
        active.put(run.id(), new Active(run, worker, run.openReader(seen)));
        return true;
    }

    private void follow(ExecutionPolicy policy, List<RunFolder> waiting) {
        for (Active work : List.copyOf(active.values())) {
            boolean alive = work.worker().map(Executor.Started::isAlive)
                    .orElseGet(() -> work.run().state() == RunState.RUNNING);
            // What a worker wrote before it ended is read after it is known to have ended.
            work.journal().poll().forEach(event -> listener.event(work.run(), event));
            if (alive) {
                continue;
            }
            active.remove(work.run().id());
            work.journal().close();
            RunState state = work.run().state();
            if (state == RunState.QUEUED) {
                // Its slot was taken by somebody else in the meantime.
                waiting.add(0, work.run());
            } else if (state == RunState.FAILED || state == RunState.LOST) {
                int count = failures.merge(work.run().id(), 1, Integer::sum);
                if (count <= policy.retries()) {
                    waiting.add(0, work.run());
                }
            }
        }
    }
}
