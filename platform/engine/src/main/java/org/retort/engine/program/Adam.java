package org.retort.engine.program;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.tensor.Tensor;

/** Adam over one network's parameters and their gradients; for one thread. */
@ConsumerType
public interface Adam extends AutoCloseable {
    /** Updates the parameters by the gradients of the last program run. */
    void step(double learningRate);

    /** The number of steps made. */
    long steps();

    /** Copies the moments out: {@code first/<parameter>} and {@code second/<parameter>}, in the layout's order. */
    Map<String, Tensor> read();

    /** Copies moments in and sets the number of steps made. */
    void write(Map<String, Tensor> moments, long steps);

    @Override
    void close();
}
