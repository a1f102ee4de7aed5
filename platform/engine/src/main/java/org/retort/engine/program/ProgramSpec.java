package org.retort.engine.program;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.engine.graph.ModelGraph;

/**
 * What to compile.
 *
 * @param name for messages and profiles, such as {@code discriminator step}
 * @param graph the graph
 * @param parameters network name to its parameters, for every network drawn in the graph
 * @param phases what is computed, in this order; at least one. Between two phases parameters may change: each phase
 *     reads them as they stand when it begins. What an earlier phase has computed is not computed again, so a later
 *     phase must ask for nothing that depends on a changed parameter by way of a variable of an earlier phase
 */
public record ProgramSpec(String name, ModelGraph graph, Map<String, Parameters> parameters, List<Phase> phases) {
    /** Keeps the phases. */
    public ProgramSpec {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("program " + name + " has no phase");
        }
    }

    /** A program of one phase. */
    public ProgramSpec(
            String name,
            ModelGraph graph,
            List<String> outputs,
            Map<String, Parameters> parameters,
            Map<String, Map<String, String>> gradients) {
        this(name, graph, parameters, List.of(new Phase(outputs, gradients)));
    }

    /**
     * A part of a program, after which it can wait.
     *
     * @param outputs names of variables whose values {@link Program#run} or {@link Program#proceed} returns
     * @param gradients network name to (parameter name to the name of the variable that is its gradient); they go to the
     *     gradient buffers of the network's parameters. A parameter of a listed network that has no entry here gets a
     *     gradient of zero
     */
    public record Phase(List<String> outputs, Map<String, Map<String, String>> gradients) {
        /** Keeps the outputs. */
        public Phase {
            outputs = List.copyOf(outputs);
        }

        /** All variables that the phase computes: outputs, then gradients. */
        public Set<String> wanted() {
            Set<String> wanted = new LinkedHashSet<>(outputs);
            gradients.values().forEach(own -> wanted.addAll(own.values()));
            return wanted;
        }
    }
}
