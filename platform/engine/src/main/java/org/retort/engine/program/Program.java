package org.retort.engine.program;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.tensor.Tensor;

/** A compiled graph; for one thread. */
@ConsumerType
public interface Program extends AutoCloseable {
    /**
     * Runs the program once.
     *
     * @param inputs placeholder name to value, one for every placeholder that the wanted outputs depend on
     * @return output name to value
     * @throws OutOfDeviceMemoryException where the device's memory does not suffice
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

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
