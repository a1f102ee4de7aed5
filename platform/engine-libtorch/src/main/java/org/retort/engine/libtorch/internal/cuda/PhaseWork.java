package org.retort.engine.libtorch.internal.cuda;

/** What a phase of a program asks the device for, and the results that the program has at the time. */
public interface PhaseWork {
    /** The phase, from 0. */
    int phase();

    /** Asks for the work, op by op. */
    void run();

    /** Handles on the results that the program has now; the caller's to close. */
    Results results();

    /** Puts results in place of those that the program has now; they stay the caller's. */
    void put(Results results);
}
