package org.retort.experiment.training;

import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;

/**
 * A placeholder that gets new random numbers in each step.
 *
 * @param placeholder its name in the graph
 * @param shape its shape
 * @param share for a mask, the probability of 1; NaN for numbers uniform in [0, 1)
 */
record StepDraw(String placeholder, long[] shape, double share) {
    /** The numbers of a step. */
    Tensor of(long seed, long step) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = RandomStream.of(seed, placeholder, step);
        float[] data = tensor.data();
        for (int i = 0; i < data.length; i++) {
            float drawn = random.nextFloat();
            data[i] = Double.isNaN(share) ? drawn : drawn < share ? 1 : 0;
        }
        return tensor;
    }
}
