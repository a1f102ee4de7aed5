package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.retort.engine.program.Precision;
import org.retort.engine.schedule.Schedule;

/** Turns a program into one that computes the same with less work. */
@FunctionalInterface
interface Rewrite {
    /**
     * What is known of the program.
     *
     * @param schedule shapes, parameters and constants
     * @param kept variables that must still be made
     */
    record Context(Schedule schedule, Set<String> kept) {}

    /**
     * @param nodes in the order of running
     * @return nodes that make the kept variables, in an order of running
     */
    List<Node> apply(List<Node> nodes, Context context);

    /** The rewrites for a precision, in the order in which they help one another. */
    static List<Rewrite> of(Precision precision) {
        List<Rewrite> rewrites = new ArrayList<>(List.of(new GradientFromOutput(), new NormThenRectifier()));
        if (precision == Precision.BFLOAT16_MIXED) {
            rewrites.add(new Bfloat16Convolutions());
        }
        rewrites.add(new InPlace());
        return rewrites;
    }

    /** Applies rewrites one after the other. */
    static List<Node> apply(List<Rewrite> rewrites, List<Node> nodes, Context context) {
        List<Node> result = nodes;
        for (Rewrite rewrite : rewrites) {
            result = rewrite.apply(result, context);
        }
        return result;
    }
}
