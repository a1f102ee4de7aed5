package org.retort.engine.program;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.tensor.Tensor;

/** A compiled graph; for one thread. */
@ConsumerType
public interface Program extends AutoCloseable {
    /**
     * Runs the program's first phase, which for most programs is the only one. What a run before this one has left for
     * phases that were not asked for is given up.
     *
     * @param inputs placeholder name to value, one for every placeholder that the wanted outputs of all phases depend on
     * @return output name to value, for the outputs of the first phase
     * @throws OutOfDeviceMemoryException where the device's memory does not suffice
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /**
     * Runs the next phase, on the inputs that {@link #run} was given and on parameters as they stand now.
     *
     * @return output name to value, for the outputs of this phase
     * @throws IllegalStateException where there is no next phase
     * @throws OutOfDeviceMemoryException where the device's memory does not suffice
     */
    Map<String, Tensor> proceed();

    /** Switches per-op timing on or off; it slows a run down. */
    void profile(boolean enabled);

    /** Milliseconds spent so far by op name, where {@link #profile} was on. */
    Map<String, Double> profiled();

    /**
     * The largest number of bytes that inputs, parameters and results of this program took at one time while it ran with
     * {@link #profile} on; 0 where it did not. Work space within kernels is not counted.
     */
    long profiledBytes();

    @Override
    void close();
}
