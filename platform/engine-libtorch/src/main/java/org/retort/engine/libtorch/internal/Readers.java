package org.retort.engine.libtorch.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often each variable of a program is read. */
final class Readers {
    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * @param kept variables that are read after the program as well
     */
    Readers(List<Node> nodes, Set<String> kept) {
        nodes.forEach(node -> node.inputs().forEach(input -> counts.merge(input, 1, Integer::sum)));
        kept.forEach(name -> counts.merge(name, 1, Integer::sum));
    }

    /** Whether a variable is read once and no more. */
    boolean single(String name) {
        return counts.getOrDefault(name, 0) == 1;
    }
}
