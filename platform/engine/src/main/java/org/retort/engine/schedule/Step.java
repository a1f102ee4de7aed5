package org.retort.engine.schedule;

import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * One op to run.
 *
 * @param name the op's name in the graph
 * @param op the op, with its arguments
 * @param inputs names of its inputs, in the op's order
 * @param outputs names of its outputs, in the op's order
 * @param read those outputs that a later step reads or that are wanted; a kernel need not compute the others
 * @param freed results of this and earlier steps that nothing reads after this step, unread outputs included
 * @param phase the first of the program's phases that needs it, from 0
 */
public record Step(
        String name,
        DifferentialFunction op,
        List<String> inputs,
        List<String> outputs,
        Set<String> read,
        List<String> freed,
        int phase) {
    /** Keeps the lists. */
    public Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        read = Set.copyOf(read);
        freed = List.copyOf(freed);
    }

    /** Whether an output is read or wanted. */
    public boolean reads(int output) {
        return read.contains(outputs.get(output));
    }

    /** For messages: the op, its place, and what it works on. */
    public String describe() {
        return "op " + op.opName() + " (" + name + ") with inputs " + inputs;
    }

    static List<String> inputs(SameDiffOp node) {
        return node.getInputsToOp() == null ? List.of() : node.getInputsToOp();
    }
}
