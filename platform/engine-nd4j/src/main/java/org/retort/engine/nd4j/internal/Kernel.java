package org.retort.engine.nd4j.internal;

/** One op bound to the arrays that it reads and writes. */
interface Kernel extends AutoCloseable {
    /** Computes the outputs from the inputs. */
    void run();

    @Override
    default void close() {}
}
