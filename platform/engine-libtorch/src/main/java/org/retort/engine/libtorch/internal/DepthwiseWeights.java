package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.retort.engine.op.DepthwiseConvolution;

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
                .map(node -> node.op().equals(DepthwiseConvolution.NAME) ? node.as(node.op(), inputs(node, reshaped)) : node)
                .toList();
    }

    private static List<String> inputs(Node node, Map<String, String> reshaped) {
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.replaceAll(name -> reshaped.getOrDefault(name, name));
        return inputs;
    }
}
