package org.retort.engine.libtorch.internal;

/**
 * What a phase asks the device for, and the results that a program has at the time.
 *
 * @param executable whose phase it is
 * @param phase the phase, from 0
 * @param after what is done with the results, on the device as well
 */
record PhaseWork(Executable executable, int phase, Runnable after) {
    void run() {
        executable.run(phase);
        after.run();
    }

    Results results() {
        return executable.results();
    }

    void put(Results results) {
        executable.put(results);
    }
}
