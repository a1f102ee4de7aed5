package org.retort.engine.program;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.tensor.Tensor;

/**
 * The parameters of one network and their gradients, in the engine's memory, one flat buffer each; always 32-bit
 * floats. For one thread.
 */
@ConsumerType
public interface Parameters extends AutoCloseable {
    /** Names and shapes. */
    ParameterLayout layout();

    /** Copies all values out, in the layout's order. */
    Map<String, Tensor> read();

    /**
     * Copies values in.
     *
     * @throws org.retort.api.plugin.InputException where names or shapes differ from the layout, naming both
     */
    void write(Map<String, Tensor> values);

    /** Copies the gradients of the last program run out, in the layout's order. */
    Map<String, Tensor> readGradients();

    @Override
    void close();
}
