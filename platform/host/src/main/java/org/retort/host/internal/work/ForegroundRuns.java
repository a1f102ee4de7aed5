package org.retort.host.internal.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.retort.history.journal.Event;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * Does runs while somebody waits: starts what this process can claim, follows what others do, until all have ended, and
 * tells a listener everything their journals say meanwhile.
 */
public final class ForegroundRuns {
    private static final long LOOK_MILLIS = 100;

    private final Workspace workspace;
    private final RunQueue queue;
    private final Listener listener;
    private volatile boolean stopped;

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

    /** @param queue starts the workers; empty */
    public ForegroundRuns(Workspace workspace, RunQueue queue, Listener listener) {
        this.workspace = workspace;
        this.queue = queue;
        this.listener = listener;
    }

    /**
     * Does runs, each after its teachers.
     *
     * @param runs in any state: finished ones are left as they are, running ones waited for, all others begun or
     *     resumed
     */
    public Outcome run(List<RunFolder> runs) throws InterruptedException {
        List<RunWatch> watches = new ArrayList<>();
        try {
            for (RunFolder run : runs) {
                RunWatch watch = new RunWatch(workspace, run);
                // What happened before is told already.
                watch.poll();
                watches.add(watch);
            }
            runs.forEach(queue::add);
            boolean goesOn = true;
            while (goesOn) {
                queue.look();
                watches.removeIf(ForegroundRuns::gone);
                watches.forEach(watch -> watch.poll().forEach(event -> listener.event(watch.run(), event)));
                // What other processes do is not stopped from here, and then not waited for.
                goesOn = !queue.idle() || !(stopped || watches.stream().allMatch(watch -> watch.state().ended()));
                if (goesOn) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
            }
            if (stopped) {
                return Outcome.INTERRUPTED;
            }
            boolean all = watches.size() == runs.size()
                    && watches.stream().allMatch(watch -> watch.state() == RunState.FINISHED);
            return all ? Outcome.FINISHED : Outcome.FAILED;
        } finally {
            queue.release();
            watches.forEach(RunWatch::close);
        }
    }

    /** Asks what was started to stop with a checkpoint, and leaves out what was not. By any thread. */
    public void stop() {
        stopped = true;
        queue.stopAll();
    }

    /** Ends at once what was started; its runs are lost until they are resumed. By any thread. */
    public void kill() {
        queue.killAll();
    }

    private static boolean gone(RunWatch watch) {
        if (watch.deleted()) {
            watch.close();
            return true;
        }
        return false;
    }
}
