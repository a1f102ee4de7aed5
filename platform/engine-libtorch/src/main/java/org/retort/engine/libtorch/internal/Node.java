package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.List;
import org.retort.engine.schedule.Step;

/**
 * What one kernel does: one op of the graph, or several that a {@link Rewrite} brought together.
 *
 * @param op the name that a kernel is found by; the op's own for a single one
 * @param steps the ops of the graph, in order; the first one's arguments are the node's
 * @param inputs names of variables that are read
 * @param outputs names of variables that are made
 */
record Node(String op, List<Step> steps, List<String> inputs, List<String> outputs) {
    Node {
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static Node of(Step step) {
        return new Node(step.op().opName(), List.of(step), step.inputs(), step.outputs());
    }

    /** The op whose arguments count. */
    Step step() {
        return steps.get(0);
    }

    /** The same work on other inputs. */
    Node reading(List<String> others) {
        return new Node(op, steps, others, outputs);
    }

    /** The work of this node and of a later one under a new name. */
    Node with(Node later, String name, List<String> newInputs, List<String> newOutputs) {
        List<Step> both = new ArrayList<>(steps);
        both.addAll(later.steps);
        return new Node(name, both, newInputs, newOutputs);
    }
}
