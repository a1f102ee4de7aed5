package org.retort.bench.internal;

import java.time.Duration;

/**
 * Work that is too short to be timed well, done several times.
 *
 * @param once the work
 * @param times how often it is done in a round
 */
record Repeated(Runnable once, int times) implements Runnable {
    /** Long enough for the clock, short enough for a person who waits for seven rounds of ten contenders. */
    private static final double ROUND_SECONDS = 0.4;

    private static final int MOST = 200;

    /**
     * Finds how often the work fits into a round.
     *
     * @param warmUp how long to do it before that, at least once: Java compiles what runs often in the meantime, on threads
     *     that take the time of the kernels' own
     */
    static Repeated of(Runnable once, Duration warmUp) {
        long began = System.nanoTime();
        do {
            once.run();
        } while (System.nanoTime() - began < warmUp.toNanos());
        long start = System.nanoTime();
        once.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Repeated(once, (int) Math.max(1, Math.min(MOST, ROUND_SECONDS / seconds)));
    }

    @Override
    public void run() {
        for (int i = 0; i < times; i++) {
            once.run();
        }
    }
}
