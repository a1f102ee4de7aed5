package org.retort.engine.libtorch.internal;

import org.retort.api.tensor.Tensor;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;

/**
 * How many threads a program's kernels share their work among. Threads meet in each op and wait there for one another,
 * busily, which slows down what is not shared: programs of small convolutions, such as the translation of one image by a
 * small generator, take a half to a third of the time on one thread.
 */
final class Threads {
    /** Multiply-adds of a convolution from which on it gains by a second thread. */
    static final long WORTH_SHARING = 16_000_000;

    private Threads() {}

    /**
     * All that there are, or one, where the program convolves and each convolution is small.
     *
     * @param available at least 1
     */
    static int of(Schedule schedule, int available) {
        long largest = schedule.steps().stream().mapToLong(step -> multiplyAdds(schedule, step)).max().orElse(0);
        return largest == 0 || largest >= WORTH_SHARING ? available : 1;
    }

    /** Of a convolution, or of one of the two gradients that come with one; 0 for other ops. */
    private static long multiplyAdds(Schedule schedule, Step step) {
        String op = step.op().opName();
        if (!Convolutions.NODES.contains(op)) {
            return 0;
        }
        String result = op.endsWith("_bp") ? step.inputs().get(step.inputs().size() - 1) : step.outputs().get(0);
        long[] places = schedule.shape(op.startsWith("deconv2d") ? step.inputs().get(0) : result);
        return Tensor.elements(places) * Tensor.elements(schedule.shape(step.inputs().get(1))) / places[1];
    }
}
