package org.retort.engine.nd4j.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Runs a body for each row of a tensor on a number of threads. What a body computes must not depend on the thread, so
 * that results do not depend on their number.
 */
final class Rows implements AutoCloseable {
    private final ForkJoinPool pool;

    Rows(int threads) {
        pool = threads > 1 ? new ForkJoinPool(threads) : null;
    }

    void forEach(int count, IntConsumer body) {
        if (pool == null || count < 2) {
            for (int row = 0; row < count; row++) {
                body.accept(row);
            }
        } else {
            pool.submit(() -> IntStream.range(0, count).parallel().forEach(body)).join();
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
