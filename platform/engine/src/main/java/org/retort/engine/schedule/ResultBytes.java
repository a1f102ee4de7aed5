package org.retort.engine.schedule;

import java.util.Arrays;
import java.util.Comparator;
import org.retort.api.tensor.Tensor;

/**
 * Bytes of the results of a schedule as 32-bit floats, at the step at which they are most. An engine may need less, where
 * it works in place or in 16 bits, and more, for the work space of its kernels.
 *
 * @param growing of those whose first axis is made of images, so that they grow with the batch
 * @param fixed of the others, such as gradients of weights
 */
public record ResultBytes(long growing, long fixed) {
    /**
     * Takes as a batch the first axis of the largest placeholder. A result grows where its first axis is a multiple of the
     * batch; what has the shape of a parameter does not, and nothing does where there is no placeholder.
     */
    public static ResultBytes of(Schedule schedule) {
        long batch = schedule.placeholders().stream()
                .map(schedule::shape)
                .max(Comparator.comparingLong(Tensor::elements))
                .filter(shape -> shape.length > 0)
                .map(shape -> shape[0])
                .orElse(0L);
        long growing = 0;
        long fixed = 0;
        ResultBytes peak = new ResultBytes(0, 0);
        for (Step step : schedule.steps()) {
            for (String output : step.outputs()) {
                boolean grows = grows(schedule, output, batch);
                growing += grows ? bytes(schedule, output) : 0;
                fixed += grows ? 0 : bytes(schedule, output);
            }
            if (growing + fixed > peak.growing + peak.fixed) {
                peak = new ResultBytes(growing, fixed);
            }
            for (String freed : step.freed()) {
                boolean grows = grows(schedule, freed, batch);
                growing -= grows ? bytes(schedule, freed) : 0;
                fixed -= grows ? 0 : bytes(schedule, freed);
            }
        }
        return peak;
    }

    private static boolean grows(Schedule schedule, String variable, long batch) {
        long[] shape = schedule.shape(variable);
        return batch > 0 && shape.length > 0 && shape[0] % batch == 0
                && schedule.parameters().keySet().stream().noneMatch(name -> Arrays.equals(schedule.shape(name), shape));
    }

    private static long bytes(Schedule schedule, String variable) {
        return Float.BYTES * Tensor.elements(schedule.shape(variable));
    }
}
