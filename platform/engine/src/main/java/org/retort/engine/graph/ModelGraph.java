package org.retort.engine.graph;

import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** One SameDiff graph with networks drawn into it. For one thread. */
public final class ModelGraph {
    private final SameDiff sameDiff = SameDiff.create();
    private final DataType type;

    /**
     * @param type type of all numbers: FLOAT for runs, DOUBLE for gradient checks
     */
    public ModelGraph(DataType type) {
        this.type = type;
    }

    /** The graph underneath. */
    public SameDiff sameDiff() {
        return sameDiff;
    }

    /** Type of all numbers. */
    public DataType type() {
        return type;
    }
}
