package org.retort.host.internal.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** The queue of a serving process: takes every queued run that nobody claims, the oldest first. */
final class ServedQueue implements AutoCloseable {
    /** A command that makes runs claims them right after, which it should be left to do. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ServedQueue.class);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 20;

    private static final RunQuery QUEUED =
            new RunQuery("state:queued (archived:true OR archived:false)", List.of("created"), 0, Integer.MAX_VALUE);

    private final Workspace workspace;
    private final History history;
    private final RunQueue queue;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "queue");
        thread.setDaemon(true);
        return thread;
    });

    ServedQueue(Workspace workspace, History history, Executor executor, Claims claims) {
        this.workspace = workspace;
        this.history = history;
        this.queue = new RunQueue(workspace, executor, claims);
    }

    /** Begins to look. */
    void start() {
        looks.scheduleWithFixedDelay(
                () -> {
                    try {
                        look();
                    } catch (RuntimeException e) {
                        // An exception would end the looking for good, for a failure that may pass.
                        LOG.warn("the queue could not be looked through; looking again", e);
                    }
                },
                0,
                LOOK_EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void look() {
        Instant settled = Instant.now().minus(GRACE);
        for (RunSummary summary : history.runs(QUEUED).runs()) {
            if (summary.state() == RunState.QUEUED
                    && summary.lastEvent().isBefore(settled)
                    && RunFolder.exists(workspace, summary.id())) {
                queue.addQueued(RunFolder.open(workspace, summary.id()));
            }
        }
        queue.look();
    }

    /** Gives the claims back; workers go on. */
    @Override
    public void close() {
        looks.shutdown();
        try {
            looks.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.release();
    }
}
