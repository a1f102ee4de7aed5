package org.retort.bench.internal;

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

    /** Finds how often the work fits into a round; does it twice for that, the first time to warm up. */
    static Repeated of(Runnable once) {
        once.run();
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
