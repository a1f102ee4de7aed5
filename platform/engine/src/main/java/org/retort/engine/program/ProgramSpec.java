package org.retort.engine.program;

import java.util.List;
import java.util.Map;
import org.retort.engine.graph.ModelGraph;

/**
 * What to compile.
 *
 * @param name for messages and profiles, such as {@code discriminator step}
 * @param graph the graph
 * @param outputs names of variables whose values {@link Program#run} returns
 * @param parameters network name to its parameters, for every network drawn in the graph
 * @param gradients network name to (parameter name to the name of the variable that is its gradient); they go to the
 *     gradient buffers of the network's parameters. A parameter of a listed network that has no entry here gets a
 *     gradient of zero
 */
public record ProgramSpec(
        String name,
        ModelGraph graph,
        List<String> outputs,
        Map<String, Parameters> parameters,
        Map<String, Map<String, String>> gradients) {}
