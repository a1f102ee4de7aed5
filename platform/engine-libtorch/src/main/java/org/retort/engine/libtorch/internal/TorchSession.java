package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** LibTorch on one device. */
final class TorchSession implements EngineSession {
    private final TorchRuntime runtime;
    private final List<AutoCloseable> owned = new ArrayList<>();

    /** @param graphs whether steps are captured on a CUDA device */
    TorchSession(EngineSettings settings, boolean graphs) {
        runtime = TorchRuntime.of(settings, graphs);
        runtime.enter();
    }

    @Override
    public EngineSettings settings() {
        return runtime.settings();
    }

    @Override
    public Parameters allocate(ParameterLayout layout) {
        return own("the parameters of " + layout.network(), () -> new TorchParameters(layout, runtime.tensors()));
    }

    @Override
    public Program compile(ProgramSpec spec) {
        return own("program " + spec.name(), () -> new TorchProgram(spec, runtime));
    }

    @Override
    public Adam adam(Parameters parameters, AdamSettings adam) {
        if (!(parameters instanceof TorchParameters own)) {
            throw new InputException("Adam of engine libtorch is given parameters of another engine");
        }
        return own("the optimiser of " + parameters.layout().network(),
                () -> new TorchAdam(own, adam, runtime.tensors()));
    }

    private <T extends AutoCloseable> T own(String what, Supplier<T> maker) {
        try {
            T resource = maker.get();
            owned.add(resource);
            return resource;
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw runtime.failure(what, e);
        }
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
                failure = failure == null
                        ? new IllegalStateException("a session of libtorch did not close cleanly", e)
                        : failure;
            }
        }
        owned.clear();
        runtime.close();
        if (failure != null) {
            throw failure;
        }
    }
}
