package org.retort.launcher;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;

/** Ctrl-C and the signal that asks a process to end: once to stop cleanly, twice to end at once. */
final class Signals {
    private static final int INTERRUPTED = 130;

    private Signals() {}

    /** @param stop asks for a clean end; false where there is nothing to wait for; called again before the end at once */
    static void handle(BooleanSupplier stop) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                if (asked.getAndSet(true)) {
                    try {
                        stop.getAsBoolean();
                    } finally {
                        Runtime.getRuntime().halt(INTERRUPTED);
                    }
                } else if (!stop.getAsBoolean()) {
                    System.exit(INTERRUPTED);
                }
            });
        }
    }
}
