package org.retort.experiment.internal.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.retort.experiment.training.Batch;

/** Draws the batches of coming steps on a thread of its own, a few ahead. Taken from by one thread. */
public final class BatchPipeline implements AutoCloseable {
    private static final int AHEAD = 4;

    private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;

    /**
     * Begins to draw.
     *
     * @param first the first step
     * @param last the last step
     */
    public BatchPipeline(BatchDraw draw, long first, long last) {
        thread = new Thread(() -> fill(draw, first, last), "batches");
        thread.setDaemon(true);
        thread.start();
    }

    private void fill(BatchDraw draw, long first, long last) {
        try {
            for (long step = first; step <= last; step++) {
                ready.put(draw.of(step));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Handed over, so that the run ends with the cause instead of waiting for ever.
            if (!ready.offer(e)) {
                ready.clear();
                ready.offer(e);
            }
        }
    }

    /** The batch of the next step; waits where it is not drawn yet. */
    public Batch take() throws InterruptedException {
        Object next = ready.take();
        if (next instanceof Batch batch) {
            return batch;
        }
        throw new IllegalStateException("the next batch cannot be drawn: " + next, (Throwable) next);
    }

    /** Stops drawing. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
