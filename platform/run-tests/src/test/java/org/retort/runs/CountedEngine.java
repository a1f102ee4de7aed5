package org.retort.runs;

import java.util.List;
import java.util.Map;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** A real engine, whose sessions are counted. */
final class CountedEngine implements Engine {
    private final Engine engine;
    private int opened;
    private int closed;

    CountedEngine(Engine engine) {
        this.engine = engine;
    }

    int opened() {
        return opened;
    }

    int closed() {
        return closed;
    }

    @Override
    public String id() {
        return engine.id();
    }

    @Override
    public int rank(String device) {
        return engine.rank(device);
    }

    @Override
    public List<DeviceStatus> devices() {
        return engine.devices();
    }

    @Override
    public Map<String, String> natives() {
        return engine.natives();
    }

    @Override
    public EngineSession open(EngineSettings settings) {
        EngineSession session = engine.open(settings);
        opened++;
        return new EngineSession() {
            @Override
            public EngineSettings settings() {
                return session.settings();
            }

            @Override
            public Parameters allocate(ParameterLayout layout) {
                return session.allocate(layout);
            }

            @Override
            public Program compile(ProgramSpec spec) {
                return session.compile(spec);
            }

            @Override
            public Adam adam(Parameters parameters, AdamSettings adam) {
                return session.adam(parameters, adam);
            }

            @Override
            public void close() {
                closed++;
                session.close();
            }
        };
    }
}
