package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.engine.op.InstanceNorm;

/** An instance norm whose result goes to a rectifier and nowhere else becomes one node, which rectifies in place. */
final class NormThenRectifier implements Rewrite {
    /** The fused node: step 0 is the norm, step 1 the rectifier. */
    static final String NAME = "instance_norm, rectifier";

    private static final Set<String> RECTIFIERS = Set.of("relu", "leakyrelu");

    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        Readers readers = new Readers(nodes, context.wanted());
        Map<String, Node> rectifiers = new HashMap<>();
        nodes.stream()
                .filter(node -> RECTIFIERS.contains(node.op()))
                .forEach(node -> rectifiers.put(node.input(), node));
        Set<Node> done = new HashSet<>();
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            Node rectifier = node.op().equals(InstanceNorm.NAME) ? rectifiers.get(node.output()) : null;
            if (rectifier != null && readers.single(node.output())) {
                result.add(node.with(rectifier, NAME));
                done.add(rectifier);
            } else if (!done.contains(node)) {
                result.add(node);
            }
        }
        return result;
    }
}
