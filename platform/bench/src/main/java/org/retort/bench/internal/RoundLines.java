package org.retort.bench.internal;

import java.io.PrintStream;
import java.util.Locale;
import org.retort.bench.Contest;

/**
 * A line for each round, with the time left: a contest takes minutes.
 *
 * @param messages where lines go; not where results go
 * @param what what is measured
 */
record RoundLines(PrintStream messages, String what) implements Contest.Progress {
    @Override
    public void round(int done, int rounds, double secondsLeft) {
        messages.printf(Locale.ROOT, "%s: round %d of %d done%s, %.0f s left%n", what, done, rounds,
                done == 1 ? " (not counted)" : "", secondsLeft);
    }
}
