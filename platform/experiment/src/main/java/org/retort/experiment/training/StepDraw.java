package org.retort.experiment.training;

import java.util.Optional;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;

/**
 * A placeholder that gets new random numbers in each step.
 *
 * @param placeholder its name in the graph
 * @param purpose names the draw; the same purpose gives the same numbers
 * @param shape its shape
 * @param range for a mask, which numbers become 1 while all others become 0; empty for the numbers themselves, uniform
 *     in [0, 1)
 */
record StepDraw(String placeholder, String purpose, long[] shape, Optional<Range> range) {
    /** Numbers from one on to below another. */
    record Range(double from, double below) {}

    /** The numbers of a step. */
    Tensor of(long seed, long step) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = RandomStream.of(seed, purpose, step);
        float[] data = tensor.data();
        for (int i = 0; i < data.length; i++) {
            float drawn = random.nextFloat();
            data[i] = range.isEmpty() ? drawn : drawn >= range.get().from() && drawn < range.get().below() ? 1 : 0;
        }
        return tensor;
    }
}
