package org.retort.runs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.MemoryNeed;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** An engine that counts its sessions and how often each program runs, and on which chosen programs do not fit the device. */
final class WatchedEngine implements Engine {
    private final Engine engine;
    private final Predicate<String> tooLarge;
    private final Map<String, Integer> runs = new HashMap<>();
    private int opened;
    private int closed;

    /** @param tooLarge tells by its name whether a program finds no memory */
    WatchedEngine(Engine engine, Predicate<String> tooLarge) {
        this.engine = engine;
        this.tooLarge = tooLarge;
    }

    /** Program name to the number of its runs. */
    Map<String, Integer> runs() {
        return runs;
    }

    /** The number of sessions that were opened. */
    int opened() {
        return opened;
    }

    /** The number of sessions that were closed. */
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
        Session session = new Session(engine.open(settings));
        opened++;
        return session;
    }

    private final class Session implements EngineSession {
        private final EngineSession session;

        Session(EngineSession session) {
            this.session = session;
        }

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
            return new Watched(spec.name(), session.compile(spec));
        }

        @Override
        public Adam adam(Parameters parameters, AdamSettings settings) {
            return session.adam(parameters, settings);
        }

        @Override
        public void close() {
            closed++;
            session.close();
        }
    }

    private final class Watched implements Program {
        private final String name;
        private final Program program;

        Watched(String name, Program program) {
            this.name = name;
            this.program = program;
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            runs.merge(name, 1, Integer::sum);
            if (tooLarge.test(name)) {
                throw new OutOfDeviceMemoryException("program " + name + " asked for too much",
                        new MemoryNeed(96 << 20, 1 << 20, OptionalLong.of(25 << 20)), null);
            }
            return program.run(inputs);
        }

        @Override
        public Map<String, Tensor> proceed() {
            return program.proceed();
        }

        @Override
        public void profile(boolean enabled) {
            program.profile(enabled);
        }

        @Override
        public Map<String, Double> profiled() {
            return program.profiled();
        }

        @Override
        public long profiledBytes() {
            return program.profiledBytes();
        }

        @Override
        public void close() {
            program.close();
        }
    }
}
