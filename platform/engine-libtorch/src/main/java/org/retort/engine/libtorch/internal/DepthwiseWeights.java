package org.retort.engine.libtorch.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets depthwise convolutions read their weights as the network keeps them, {@code [C, 1, k, k]}, which is LibTorch's
 * order, and not from the reshaping that ND4J's order needs.
 */
final class DepthwiseWeights implements Rewrite {
    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        Map<String, String> reshaped = new HashMap<>();
        nodes.stream()
                .filter(node -> node.op().equals("reshape")
                        && context.schedule().parameters().containsKey(node.input()))
                .forEach(node -> reshaped.put(node.output(), node.input()));
        return nodes.stream()
                .map(node -> node.op().equals("depthwise_conv2d") && reshaped.containsKey(node.inputs().get(1))
                        ? node.as(node.op(), List.of(node.input(), reshaped.get(node.inputs().get(1))))
                        : node)
                .toList();
    }
}
