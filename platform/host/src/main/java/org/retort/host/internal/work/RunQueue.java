package org.retort.host.internal.work;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.retort.api.plugin.InputException;
import org.retort.history.HistoryException;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queued runs that this process claims: starts each when its teachers are finished and there is room, and notes what
 * workers cannot note themselves. Safe for use by several threads.
 */
public final class RunQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long FULL_BYTES = 1L << 20;

    private final Workspace workspace;
    private final Executor executor;
    private final Claims claims;
    private final int retries;
    private final boolean failFast;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Executor.Started> started = new CopyOnWriteArrayList<>();
    private String refusal = "";
    private boolean stopping;

    private static final class Job {
        private final RunFolder run;
        private final FileLocks.Held claim;
        private final RunWatch watch;
        private final Map<String, RunWatch> teachers = new LinkedHashMap<>();
        private Executor.Started worker;
        private int retried;

        private Job(RunFolder run, FileLocks.Held claim, RunWatch watch) {
            this.run = run;
            this.claim = claim;
            this.watch = watch;
        }

        private void close() {
            watch.close();
            claim.close();
            teachers.values().forEach(RunWatch::close);
        }
    }

    /** A queue that starts nothing again and goes on after failures. */
    public RunQueue(Workspace workspace, Executor executor, Claims claims) {
        this(workspace, executor, claims, 0, false);
    }

    /**
     * @param retries how often a run that failed is started again
     * @param failFast whether nothing more is started once a run failed for good
     */
    public RunQueue(Workspace workspace, Executor executor, Claims claims, int retries, boolean failFast) {
        this.workspace = workspace;
        this.executor = executor;
        this.claims = claims;
        this.retries = retries;
        this.failFast = failFast;
    }

    /**
     * Claims a run. A run that is in another state than queued is queued again.
     *
     * @return false where another process, or this queue, has the claim
     */
    public synchronized boolean add(RunFolder run) {
        Optional<FileLocks.Held> claim = jobs.containsKey(run.id()) ? Optional.empty() : claims.tryTake(run);
        if (claim.isEmpty()) {
            return false;
        }
        Job job = new Job(run, claim.get(), new RunWatch(workspace, run));
        job.watch.poll();
        RunState state = job.watch.state();
        if (state == RunState.RUNNING || state == RunState.FINISHED) {
            job.close();
            return false;
        }
        if (state != RunState.QUEUED) {
            run.clearStop();
            write(run, RunState.QUEUED, "");
        }
        jobs.put(run.id(), job);
        return true;
    }

    /** The same for a run that is still queued; false, too, where it is not any more. */
    public synchronized boolean addQueued(RunFolder run) {
        return !jobs.containsKey(run.id()) && run.state() == RunState.QUEUED && add(run);
    }

    /** Looks at all runs once, and does what can be done for each now. */
    public synchronized void look() {
        if (stopping) {
            jobs.values().forEach(job -> job.run.requestStop());
        }
        // Ended ones first: a teacher that is started again must not be taken for failed by its students.
        for (Iterator<Job> each = jobs.values().iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (job.worker != null && !alive(job.worker)) {
                started.remove(job.worker);
                if (ended(job)) {
                    job.close();
                    each.remove();
                }
            }
        }
        for (Iterator<Job> each = jobs.values().iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (job.worker == null && !waits(job)) {
                job.close();
                each.remove();
            }
        }
    }

    /** Whether there is nothing left to start or to wait for. */
    public synchronized boolean idle() {
        return jobs.isEmpty();
    }

    /** Asks the workers to stop, and stops what was not started. */
    public synchronized void stopAll() {
        stopping = true;
        look();
    }

    /** Ends all workers at once; their runs are lost until they are resumed. */
    public void killAll() {
        started.forEach(Executor.Started::kill);
    }

    /** Gives all claims back; workers go on. */
    public synchronized void release() {
        jobs.values().forEach(Job::close);
        jobs.clear();
    }

    /** Starts the run of a job where that can be done now; false where there is nothing to wait for any more. */
    private boolean waits(Job job) {
        RunFolder run = job.run;
        if (job.watch.deleted()) {
            return false;
        }
        if (run.stopRequested()) {
            write(run, RunState.STOPPED, "stopped before it began");
            run.clearStop();
            return false;
        }
        if (!refusal.isEmpty()) {
            write(run, RunState.STOPPED, refusal);
            return false;
        }
        try {
            if (teachersReady(job)) {
                executor.start(run).ifPresent(worker -> {
                    job.worker = worker;
                    started.add(worker);
                });
            }
            return true;
        } catch (InputException | HistoryException e) {
            failed(run, e.getMessage());
            return false;
        }
    }

    private boolean teachersReady(Job job) {
        boolean ready = true;
        for (String teacher : job.run.description().teachers()) {
            ready &= teacherReady(job, teacher);
        }
        return ready;
    }

    private boolean teacherReady(Job job, String teacher) {
        String words = "its teacher, run " + teacher + ", ";
        if (!RunFolder.exists(workspace, teacher)) {
            throw new InputException(words + "was deleted; start the experiment anew");
        }
        RunWatch watch = job.teachers.computeIfAbsent(
                teacher, id -> new RunWatch(workspace, RunFolder.open(workspace, id)));
        watch.poll();
        RunState state = watch.state();
        return switch (state) {
            case FINISHED -> true;
            case QUEUED, RUNNING -> false;
            case FAILED, STOPPED, LOST -> throw new InputException(words + "is " + state.text()
                    + "; a student needs a finished one. Resume both: retort resume " + teacher + " " + job.run.id());
        };
    }

    /** Notes the end of a worker; false where the run is to be started again. */
    private boolean ended(Job job) {
        if (job.watch.deleted()) {
            return true;
        }
        job.watch.poll();
        RunState state = job.watch.state();
        if (state == RunState.QUEUED && job.run.stopRequested()) {
            write(job.run, RunState.STOPPED, "stopped before it began");
            job.run.clearStop();
        } else if (state == RunState.QUEUED) {
            failed(job.run, "the worker process ended before it began (" + job.worker.ending() + "); see "
                    + job.run.log());
            state = RunState.FAILED;
        } else if (state == RunState.LOST) {
            LOG.warn("run {} is lost: its worker process ended by {}{}", job.run.id(), job.worker.ending(), fullDisk());
        }
        if (state == RunState.FAILED && job.retried < retries) {
            job.retried++;
            write(job.run, RunState.QUEUED, "retry " + job.retried + " of " + retries);
            job.worker = null;
            return false;
        }
        if (failFast && (state == RunState.FAILED || state == RunState.LOST)) {
            refusal = "not started, since run " + job.run.id() + " is " + state.text();
        }
        return true;
    }

    /** A worker cannot write down that the disk is full where it is. */
    private String fullDisk() {
        try {
            long usable = Files.getFileStore(workspace.path()).getUsableSpace();
            return usable >= FULL_BYTES ? "" : "; the disk of " + workspace.path() + " is full (" + usable
                    + " bytes left). Free space, then: retort resume";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean alive(Executor.Started worker) {
        try {
            return worker.isAlive();
        } catch (InputException e) {
            LOG.warn("{}; looking again", e.getMessage());
            return true;
        }
    }

    private static void failed(RunFolder run, String message) {
        ObjectNode error = JSON.objectNode();
        error.putObject("error").put("message", message);
        try (JournalWriter journal = run.openWriter()) {
            journal.state(RunState.FAILED, message, error);
        }
    }

    private static void write(RunFolder run, RunState state, String message) {
        try (JournalWriter journal = run.openWriter()) {
            journal.state(state, message, JSON.objectNode());
        }
    }
}
