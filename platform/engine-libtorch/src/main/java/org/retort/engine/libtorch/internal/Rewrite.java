package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.retort.engine.program.EngineSettings;
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
     * @param stored variables that are copied elsewhere when they are made, and for which the bfloat16 version will do
     * @param fixed parameters of networks that the program does not train
     */
    record Context(Schedule schedule, Set<String> kept, Set<String> stored, Set<String> fixed) {
        /** All variables that are read when a program has run, whichever version was made. */
        Set<String> wanted() {
            Set<String> wanted = new HashSet<>(kept);
            wanted.addAll(stored);
            stored.forEach(name -> wanted.add(Half.of(name)));
            return wanted;
        }
    }

    /**
     * @param nodes in the order of running
     * @return nodes that make the kept variables, in an order of running
     */
    List<Node> apply(List<Node> nodes, Context context);

    /** The rewrites for a precision and a device, in the order in which they help one another. */
    static List<Rewrite> of(EngineSettings settings) {
        boolean half = settings.precision() == Precision.BFLOAT16_MIXED;
        List<Rewrite> rewrites = new ArrayList<>(
                List.of(new DepthwiseWeights(), new GradientFromOutput(), new NormThenRectifier()));
        if (settings.device().equals("cpu") && OneDnn.available(half)) {
            rewrites.add(new LabelPlanes());
        }
        if (half) {
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
