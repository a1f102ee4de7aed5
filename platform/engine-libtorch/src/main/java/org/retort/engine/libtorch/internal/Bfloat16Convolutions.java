package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.InstanceNormGradient;
import org.retort.engine.op.LeakyReluGradient;

/**
 * Mixed precision: convolutions read and write bfloat16, and what lies between two convolutions stays in it where every
 * reader takes it: rectifiers, and norms, which compute in 32-bit floats all the same. All else, sums and losses among
 * it, is in 32-bit floats. Weights are read from the bfloat16 copy that parameters keep.
 */
final class Bfloat16Convolutions implements Rewrite {
    private static final Set<String> NORMS =
            Set.of(InstanceNorm.NAME, NormThenRectifier.NAME, InstanceNormGradient.NAME);
    private static final Set<String> RECTIFIERS = Set.of("relu", "leakyrelu");

    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        return new Pass(context.schedule().parameters().keySet(), readers(nodes, context)).run(nodes);
    }

    /** For each variable that is read, whether every reader takes bfloat16. */
    private static Map<String, Boolean> readers(List<Node> nodes, Context context) {
        Map<String, Boolean> accepts = new HashMap<>();
        context.stored().forEach(name -> accepts.put(name, true));
        context.kept().forEach(name -> accepts.put(name, false));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            for (int input = 0; input < node.inputs().size(); input++) {
                accepts.merge(node.inputs().get(input), takesHalf(node, input, accepts), Boolean::logicalAnd);
            }
        }
        return accepts;
    }

    private static boolean takesHalf(Node node, int input, Map<String, Boolean> accepts) {
        if (Convolutions.NODES.contains(node.op())) {
            return true;
        }
        if (RECTIFIERS.contains(node.op()) || node.op().equals(LeakyReluGradient.NAME)) {
            return accepts.getOrDefault(node.output(), true);
        }
        boolean mapOfNorm = input == 0 || node.op().equals(InstanceNormGradient.NAME) && input == 4;
        return NORMS.contains(node.op()) && mapOfNorm;
    }

    /** One walk over a program. */
    private static final class Pass {
        private final Set<String> parameters;
        private final Map<String, Boolean> accepts;
        private final Set<String> madeHalf = new HashSet<>();
        private final Set<String> converted = new HashSet<>();
        private final List<Node> result = new ArrayList<>();

        Pass(Set<String> parameters, Map<String, Boolean> accepts) {
            this.parameters = parameters;
            this.accepts = accepts;
        }

        List<Node> run(List<Node> nodes) {
            nodes.forEach(this::rewrite);
            return result;
        }

        private void rewrite(Node node) {
            boolean wanted = accepts.getOrDefault(node.output(), false);
            boolean rectified = RECTIFIERS.contains(node.op()) && madeHalf.contains(node.input())
                    || node.op().equals(LeakyReluGradient.NAME);
            if (Convolutions.NODES.contains(node.op())) {
                emit(node, halves(node), node.outputs().size(), true);
            } else if (rectified && wanted) {
                emit(node, halves(node), 1, true);
            } else if (NORMS.contains(node.op())) {
                List<String> inputs = new ArrayList<>(node.inputs());
                inputs.replaceAll(name -> madeHalf.contains(name) && !converted.contains(name) ? Half.of(name) : name);
                emit(node, inputs, wanted ? 1 : 0, wanted);
            } else {
                emit(node, node.inputs(), 0, false);
            }
        }

        /** Adds a node whose first outputs are bfloat16, and makes 32-bit floats of those that some reader wants so. */
        private void emit(Node node, List<String> inputs, int inHalf, boolean half) {
            List<String> outputs = new ArrayList<>(node.outputs());
            for (int i = 0; i < inHalf; i++) {
                outputs.set(i, Half.of(node.outputs().get(i)));
            }
            result.add(node.between(inputs, outputs, half));
            for (String name : node.outputs().subList(0, inHalf)) {
                madeHalf.add(name);
                if (!accepts.getOrDefault(name, true)) {
                    converted.add(name);
                    result.add(conversion(node, Half.TO_FLOAT, Half.of(name), name));
                }
            }
        }

        /** The bfloat16 versions of a node's inputs; those that no node made are made here. */
        private List<String> halves(Node node) {
            for (String name : node.inputs()) {
                if (!parameters.contains(name) && !madeHalf.contains(name) && converted.add(name)) {
                    result.add(conversion(node, Half.TO_HALF, name, Half.of(name)));
                }
            }
            return node.inputs().stream().map(Half::of).toList();
        }

        private static Node conversion(Node node, String op, String from, String to) {
            return new Node(op, node.steps(), List.of(from), List.of(to), op.equals(Half.TO_HALF), Node.NONE);
        }
    }
}
