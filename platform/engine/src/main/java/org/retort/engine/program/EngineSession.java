package org.retort.engine.program;

import org.osgi.annotation.versioning.ConsumerType;

/** An engine on one device; owns all memory it hands out. For one thread. */
@ConsumerType
public interface EngineSession extends AutoCloseable {
    /** The settings in force, with {@link Precision#AUTO} resolved. */
    EngineSettings settings();

    /** Makes the parameters of a network, all zero. */
    Parameters allocate(ParameterLayout layout);

    /**
     * Compiles a graph.
     *
     * @throws org.retort.api.plugin.InputException where an op has no kernel in this engine, naming the op, its place
     *     in the graph and the network
     */
    Program compile(ProgramSpec spec);

    /** Adam for a network's parameters, at step 0. */
    Adam adam(Parameters parameters, AdamSettings settings);

    /** Frees all memory that it handed out, of what is closed already nothing twice. */
    @Override
    void close();
}
