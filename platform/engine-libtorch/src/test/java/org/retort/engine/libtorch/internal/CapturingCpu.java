package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.retort.engine.libtorch.internal.cuda.GraphDevice;
import org.retort.engine.libtorch.internal.cuda.PhaseWork;
import org.retort.engine.libtorch.internal.cuda.Results;

/**
 * Stands for a device that captures, and fails where it is told to. A CPU computes at once, so what a capture computes is
 * undone, and a launch computes anew from what is at the addresses of the capture to where the capture left its results.
 */
final class CapturingCpu implements GraphDevice {
    private final String failing;
    private int left;
    private boolean failed;
    private int captures;
    private int launches;
    private int open;
    private int late;
    private int held;
    private boolean closed;
    private final List<Results> kept = new ArrayList<>();

    /**
     * @param failing {@code capture}: before the work; {@code work}: after it; {@code launch}; or nothing
     * @param left how often that succeeds before
     */
    CapturingCpu(String failing, int left) {
        this.failing = failing;
        this.left = left;
    }

    int captures() {
        return captures;
    }

    int launches() {
        return launches;
    }

    /** Captured phases that were not closed. */
    int open() {
        return open;
    }

    boolean closed() {
        return closed;
    }

    /** Results of captured phases that someone else still held when this was closed. */
    int held() {
        return held;
    }

    /** Captures and launches that were asked for after the failure. */
    int callsAfterFailure() {
        return late;
    }

    private void reach(String place) {
        late += failed ? 1 : 0;
        if (place.equals(failing) && left-- == 0) {
            failed = true;
            throw new IllegalStateException(place + " fails");
        }
    }

    @Override
    public Captured capture(PhaseWork work) {
        reach("capture");
        Results before = work.results();
        List<Tensor> saved = before.tensors().map(Tensor::clone).toList();
        try {
            work.run();
            reach("work");
        } catch (RuntimeException e) {
            restore(before, saved);
            before.close();
            throw e;
        }
        Results after = work.results();
        after.tensors().filter(result -> own(result, before)).forEach(CapturingCpu::spoil);
        restore(before, saved);
        captures++;
        open++;
        kept.add(before);
        kept.add(after);
        return new Again(work, before, after);
    }

    private static boolean own(Tensor result, Results before) {
        return before.tensors().noneMatch(held -> held.is_alias_of(result));
    }

    private static void spoil(Tensor result) {
        try (Scalar number = new Scalar(12345)) {
            result.fill_(number);
        }
    }

    private static void restore(Results results, List<Tensor> saved) {
        List<Tensor> to = results.tensors().toList();
        for (int i = 0; i < saved.size(); i++) {
            to.get(i).copy_(saved.get(i));
            saved.get(i).close();
        }
    }

    @Override
    public void close() {
        List<Tensor> handles = kept.stream().flatMap(Results::tensors).toList();
        held = (int) handles.stream()
                .filter(result -> result.use_count() > handles.stream().filter(result::is_same).count())
                .count();
        kept.forEach(Results::close);
        closed = true;
    }

    private final class Again implements Captured {
        private final PhaseWork work;
        private final Results before;
        private final Results after;

        Again(PhaseWork work, Results before, Results after) {
            this.work = work;
            this.before = before;
            this.after = after;
        }

        @Override
        public void launch() {
            reach("launch");
            launches++;
            work.put(before);
            work.run();
            try (Results fresh = work.results()) {
                List<Tensor> to = after.tensors().toList();
                List<Tensor> from = new ArrayList<>(fresh.tensors().toList());
                for (int i = 0; i < to.size(); i++) {
                    to.get(i).copy_(from.get(i));
                }
            }
        }

        @Override
        public void close() {
            open--;
        }
    }
}
