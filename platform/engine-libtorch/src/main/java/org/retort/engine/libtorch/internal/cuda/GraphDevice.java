package org.retort.engine.libtorch.internal.cuda;

/** A device that can note down the work it is asked for and do it again as a whole; for the phases of one program. */
public interface GraphDevice extends AutoCloseable {
    /**
     * Captures a phase. The work is asked for once and not done: the first {@link Captured#launch} does it.
     *
     * @throws RuntimeException where the work cannot be captured; the device then is as it was before
     */
    Captured capture(PhaseWork work);

    @Override
    void close();

    /** A phase that was captured. */
    interface Captured extends AutoCloseable {
        /** Does the work, on what now is at the addresses that it was captured with. */
        void launch();

        @Override
        void close();
    }
}
