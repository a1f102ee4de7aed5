package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.retort.engine.op.LeakyReluGradient;

/**
 * Lets gradients of activations read the activation's output instead of its input, where the activation is in the
 * program: a rectifier's output is positive where its input is, and the derivatives of tanh and sigmoid are functions of
 * their outputs. So the input may be overwritten, and tanh is not computed twice.
 */
final class GradientFromOutput implements Rewrite {
    /** What the gradients of tanh and sigmoid are called that read the output. */
    static final String OF_OUTPUT = " of output";

    private static final Set<String> RECTIFIERS = Set.of("relu", "leakyrelu");
    private static final Map<String, String> SMOOTH = Map.of("tanh_bp", "tanh", "sigmoid_bp", "sigmoid");

    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        Map<String, List<Node>> activations = new HashMap<>();
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            if (RECTIFIERS.contains(node.op()) || SMOOTH.containsValue(node.op())) {
                activations.computeIfAbsent(node.inputs().get(0), name -> new ArrayList<>()).add(node);
            }
            result.add(rewritten(node, activations.getOrDefault(
                    node.inputs().isEmpty() ? "" : node.inputs().get(0), List.of())));
        }
        return result;
    }

    private static Node rewritten(Node node, List<Node> activations) {
        for (Node activation : activations) {
            List<String> inputs = List.of(activation.output(), node.inputs().get(node.inputs().size() - 1));
            if (node.op().equals(LeakyReluGradient.NAME) && RECTIFIERS.contains(activation.op())
                    && slope(activation) == gradientSlope(node) && slope(activation) >= 0) {
                return node.as(node.op(), inputs);
            }
            if (activation.op().equals(SMOOTH.get(node.op()))) {
                return node.as(node.op() + OF_OUTPUT, inputs);
            }
        }
        return node;
    }

    private static double slope(Node activation) {
        return activation.op().equals("relu")
                ? 0
                : ((ScalarOp) activation.step().op()).scalar().getDouble(0);
    }

    private static double gradientSlope(Node node) {
        return ((DynamicCustomOp) node.step().op()).tArgs()[0];
    }
}
