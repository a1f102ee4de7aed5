package org.retort.engine.libtorch.internal.cuda;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the phases of a program: a few times op by op, then captured as a whole where the device can do that. What cannot
 * be captured or launched is run op by op for good, from the step in which that shows.
 */
public final class PhaseGraphs implements AutoCloseable {
    /** Runs of a phase before it is captured, in which libraries choose algorithms and ask for their work space. */
    public static final int WARM_UP = 3;

    private static final Logger LOG = LoggerFactory.getLogger(PhaseGraphs.class);

    private final String program;
    private final GraphDevice device;
    private final List<Phase> phases = new ArrayList<>();
    private boolean capturing;
    private boolean following;

    /** A phase and what was captured of it. */
    private static final class Phase {
        private final PhaseWork work;
        private int runs;
        private GraphDevice.Captured captured;
        private Results after;

        Phase(PhaseWork work) {
            this.work = work;
        }

        void forget() {
            try {
                if (captured != null) {
                    captured.close();
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("a captured phase does not close", e);
            }
            if (after != null) {
                after.close();
            }
            captured = null;
            after = null;
        }
    }

    /**
     * @param program its name, for messages
     * @param device null where nothing can be captured
     */
    public PhaseGraphs(String program, GraphDevice device, List<PhaseWork> phases) {
        this.program = program;
        this.device = device;
        capturing = device != null;
        phases.forEach(work -> this.phases.add(new Phase(work)));
    }

    /**
     * Runs a phase; the results are where the program looks for them.
     *
     * @param whole whether it may be launched as a whole
     */
    public void run(int index, boolean whole) {
        Phase phase = phases.get(index);
        // A captured phase reads what the one before has left at the addresses of the capture.
        boolean possible = whole && capturing && (index == 0 || following);
        following = possible && (phase.captured != null || phase.runs >= WARM_UP) && launched(phase);
        if (!following) {
            phase.work.run();
            phase.runs++;
        }
    }

    private boolean launched(Phase phase) {
        Results held = phase.work.results();
        boolean first = phase.captured == null;
        try {
            if (first) {
                phase.captured = device.capture(phase.work);
                phase.after = phase.work.results();
            }
            phase.captured.launch();
            phase.work.put(phase.after);
            if (first) {
                LOG.info("{}: phase {} is captured and launched as a whole from now on", program, phase.work.phase() + 1);
            }
            return true;
        } catch (RuntimeException | LinkageError e) {
            phase.work.put(held);
            refuse(e);
            return false;
        } finally {
            held.close();
        }
    }

    private void refuse(Throwable cause) {
        capturing = false;
        LOG.warn("{} is run op by op from now on, since it could not be launched as a whole: {}", program, cause.toString());
        LOG.debug("{}", program, cause);
        phases.forEach(Phase::forget);
    }

    @Override
    public void close() {
        phases.forEach(Phase::forget);
        if (device != null) {
            device.close();
        }
    }
}
