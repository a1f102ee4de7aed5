package org.retort.history.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.retort.history.internal.ThisProcess;

/** Tells whether a run that says it is running has a worker process. Safe for use by several threads. */
public final class Liveness {
    /** A run of another machine, or one that has not beaten yet, is lost when its last sign of life is older. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Start times are derived from the time of boot, which moves when the clock is set. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final String host;

    public Liveness(Clock clock) {
        this.clock = clock;
        this.host = ThisProcess.host();
    }

    /**
     * The state to show.
     *
     * @param last the last event of type {@code state}
     * @param beat the last heartbeat
     * @return what the event tells, or {@link RunState#LOST} for a running run without a worker process; an event
     *         that tells no known state counts as failed
     */
    public RunState state(Event last, Optional<Heartbeat.Beat> beat) {
        RunState told = last.state().orElse(RunState.FAILED);
        return told == RunState.RUNNING && lost(last, beat) ? RunState.LOST : told;
    }

    private boolean lost(Event running, Optional<Heartbeat.Beat> beat) {
        // An earlier beat than the event may be that of a process from before the run was resumed.
        Optional<Heartbeat.Beat> own = beat.filter(found -> !found.time().isBefore(running.time()));
        boolean here = own.map(Heartbeat.Beat::host).orElse(running.body().path("host").asText()).equals(host);
        if (here && own.isPresent() && own.get().started().isPresent()) {
            // A process that can be told from all others decides by itself: it does not beat while the machine sleeps.
            return gone(own.get().pid(), own.get().started());
        }
        Instant lastSign = own.map(Heartbeat.Beat::time).orElse(running.time());
        long pid = own.map(Heartbeat.Beat::pid).orElse(running.body().path("pid").asLong());
        return lastSign.plus(PATIENCE).isBefore(clock.instant()) || here && gone(pid, Optional.empty());
    }

    private static boolean gone(long pid, Optional<Instant> started) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        Optional<Instant> actual = process.get().info().startInstant();
        return started.isPresent() && actual.isPresent()
                && Duration.between(started.get(), actual.get()).abs().compareTo(START_TOLERANCE) > 0;
    }
}
