package org.retort.bench.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** A session that remembers its programs and optimisers, to tell how long each of their ops took. */
final class ProfiledSession implements EngineSession {
    /** What the steps of optimisers count as. */
    static final String ADAM = "adam";

    private final EngineSession session;
    private final List<Program> programs = new ArrayList<>();
    private boolean profiling;
    private double adamMilliseconds;

    /** @param session closed with this one */
    ProfiledSession(EngineSession session) {
        this.session = session;
    }

    /**
     * Does some work and times its ops, which slows it down.
     *
     * @return milliseconds by op
     */
    Map<String, Double> profile(Runnable work) {
        Map<String, Double> before = milliseconds();
        profile(true);
        work.run();
        profile(false);
        Map<String, Double> spent = milliseconds();
        before.forEach((op, time) -> spent.merge(op, -time, Double::sum));
        return spent;
    }

    private void profile(boolean enabled) {
        profiling = enabled;
        programs.forEach(program -> program.profile(enabled));
    }

    private Map<String, Double> milliseconds() {
        Map<String, Double> all = new TreeMap<>();
        programs.forEach(program -> program.profiled().forEach((op, time) -> all.merge(op, time, Double::sum)));
        all.put(ADAM, adamMilliseconds);
        return all;
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
        Program program = session.compile(spec);
        programs.add(program);
        return program;
    }

    @Override
    public Adam adam(Parameters parameters, AdamSettings settings) {
        return new ProfiledAdam(session.adam(parameters, settings));
    }

    @Override
    public void close() {
        session.close();
    }

    private final class ProfiledAdam implements Adam {
        private final Adam adam;

        ProfiledAdam(Adam adam) {
            this.adam = adam;
        }

        @Override
        public void step(double learningRate) {
            long start = profiling ? System.nanoTime() : 0;
            adam.step(learningRate);
            if (profiling) {
                adamMilliseconds += (System.nanoTime() - start) / 1e6;
            }
        }

        @Override
        public long steps() {
            return adam.steps();
        }

        @Override
        public Map<String, Tensor> read() {
            return adam.read();
        }

        @Override
        public void write(Map<String, Tensor> moments, long steps) {
            adam.write(moments, steps);
        }

        @Override
        public void close() {
            adam.close();
        }
    }
}
