package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.retort.engine.op.DepthwiseConvolution;
import org.retort.engine.schedule.Schedule;

/**
 * Lets depthwise convolutions read their weights as the network keeps them, {@code [C, 1, k, k]}, which is LibTorch's
 * order, and not from the reshaping that ND4J's order needs.
 */
final class DepthwiseWeights implements Rewrite {
    /** Which input of a depthwise convolution the weights are. */
    private static final int WEIGHTS = 1;

    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        Schedule schedule = context.schedule();
        Map<String, String> kept = new HashMap<>();
        nodes.stream()
                .filter(node -> node.op().equals("reshape")
                        && schedule.parameters().containsKey(node.input())
                        && exchanged(schedule.shape(node.input()), schedule.shape(node.output())))
                .forEach(node -> kept.put(node.output(), node.input()));
        return nodes.stream()
                .map(node -> node.op().equals(DepthwiseConvolution.NAME) ? node.as(node.op(), inputs(node, kept)) : node)
                .toList();
    }

    /** Whether a reshaping makes {@code [1, C, k, k]} of {@code [C, 1, k, k]}. */
    private static boolean exchanged(long[] from, long[] to) {
        return from.length == 4 && Arrays.equals(to, new long[] {1, from[0], from[2], from[3]});
    }

    private static List<String> inputs(Node node, Map<String, String> kept) {
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(WEIGHTS, kept.getOrDefault(inputs.get(WEIGHTS), inputs.get(WEIGHTS)));
        return inputs;
    }
}
