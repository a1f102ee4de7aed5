package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which nodes are needed at all, and when each result is read for the last time. */
final class Liveness {
    private final List<Node> nodes;
    private final Set<String> read;
    private final List<List<String>> freed;

    private Liveness(List<Node> nodes, Set<String> read, List<List<String>> freed) {
        this.nodes = nodes;
        this.read = read;
        this.freed = freed;
    }

    /**
     * @param nodes in the order of running
     * @param wanted variables that are read after the last node, so never freed
     * @param stored variables that are copied elsewhere as soon as they are made
     */
    static Liveness of(List<Node> nodes, Set<String> wanted, Set<String> stored) {
        Set<String> read = new HashSet<>(wanted);
        read.addAll(stored);
        List<Node> needed = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(read::contains)) {
                read.addAll(node.inputs());
                needed.add(0, node);
            }
        }
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < needed.size(); i++) {
            for (String output : needed.get(i).outputs()) {
                last.put(output, i);
            }
            for (String input : needed.get(i).inputs()) {
                last.replace(input, i);
            }
        }
        List<List<String>> freed = new ArrayList<>();
        needed.forEach(node -> freed.add(new ArrayList<>()));
        last.forEach((name, index) -> {
            if (!wanted.contains(name)) {
                freed.get(index).add(name);
            }
        });
        return new Liveness(List.copyOf(needed), read, freed);
    }

    /** The nodes that something wanted depends on, in order. */
    List<Node> nodes() {
        return nodes;
    }

    /** Variables that a node reads or that are wanted. */
    Set<String> read() {
        return read;
    }

    /** Results that nothing reads after a node, by the node's index. */
    List<String> freedAfter(int node) {
        return freed.get(node);
    }
}
