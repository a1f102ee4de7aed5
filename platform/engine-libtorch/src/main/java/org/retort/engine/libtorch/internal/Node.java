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
 * @param half whether results are bfloat16
 * @param overwritten which input's memory takes the result; {@link #NONE} for none
 */
record Node(String op, List<Step> steps, List<String> inputs, List<String> outputs, boolean half, int overwritten) {
    /** No input is overwritten. */
    static final int NONE = -1;

    Node {
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static Node of(Step step) {
        return new Node(step.op().opName(), List.of(step), step.inputs(), step.outputs(), false, NONE);
    }

    /** The op whose arguments count. */
    Step step() {
        return steps.get(0);
    }

    /** The program's phase that it runs in: the first that needs its first op. */
    int phase() {
        return step().phase();
    }

    /** The name of the first input. */
    String input() {
        return inputs.get(0);
    }

    /** The name of the first output. */
    String output() {
        return outputs.get(0);
    }

    /** Other work of the same ops, to the same variables. */
    Node as(String name, List<String> newInputs) {
        return new Node(name, steps, newInputs, outputs, half, overwritten);
    }

    /** The same work between other variables. */
    Node between(List<String> newInputs, List<String> newOutputs, boolean newHalf) {
        return new Node(op, steps, newInputs, newOutputs, newHalf, overwritten);
    }

    /** The same work in the memory of an input. */
    Node over(int input) {
        return new Node(op, steps, inputs, outputs, half, input);
    }

    /** The work of this node and of a later one that reads its first output. */
    Node with(Node later, String name) {
        List<Step> both = new ArrayList<>(steps);
        both.addAll(later.steps);
        List<String> results = new ArrayList<>(outputs);
        results.set(0, later.output());
        return new Node(name, both, inputs, results, half, overwritten);
    }
}
