package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** ND4J on one device. */
final class Nd4jSession implements EngineSession {
    private final EngineSettings settings;
    private final Rows rows;
    private final Kernels kernels;
    private final List<AutoCloseable> owned = new ArrayList<>();

    Nd4jSession(EngineSettings settings) {
        this.settings = settings;
        Nd4j.getEnvironment().setMaxThreads(settings.threads());
        Nd4j.getEnvironment().setMaxMasterThreads(settings.threads());
        rows = new Rows(settings.threads());
        kernels = new Kernels(rows);
    }

    @Override
    public EngineSettings settings() {
        return settings;
    }

    @Override
    public Parameters allocate(ParameterLayout layout) {
        try {
            return own(new Nd4jParameters(layout));
        } catch (OutOfMemoryError e) {
            throw outOfMemory("the parameters of " + layout.network(), e);
        }
    }

    @Override
    public Program compile(ProgramSpec spec) {
        try {
            return own(new Nd4jProgram(spec, kernels));
        } catch (OutOfMemoryError e) {
            throw outOfMemory("program " + spec.name(), e);
        }
    }

    @Override
    public Adam adam(Parameters parameters, AdamSettings adam) {
        if (!(parameters instanceof Nd4jParameters own)) {
            throw new InputException("Adam of engine nd4j is given parameters of another engine");
        }
        try {
            return own(new Nd4jAdam(own, adam));
        } catch (OutOfMemoryError e) {
            throw outOfMemory("the optimiser of " + parameters.layout().network(), e);
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    private static OutOfDeviceMemoryException outOfMemory(String what, OutOfMemoryError cause) {
        return new OutOfDeviceMemoryException("memory does not suffice for " + what + ": " + cause.getMessage(), cause);
    }

    /** Closes everything that the session has handed out. */
    @Override
    public void close() {
        Collections.reverse(owned);
        RuntimeException failure = null;
        for (AutoCloseable resource : owned) {
            try {
                resource.close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("a session of nd4j did not close cleanly", e) : failure;
            }
        }
        owned.clear();
        rows.close();
        if (failure != null) {
            throw failure;
        }
    }
}
