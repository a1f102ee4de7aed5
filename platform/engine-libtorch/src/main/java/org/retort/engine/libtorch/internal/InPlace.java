package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets ops that work on each element alone write over an input that nothing reads afterwards: no memory is asked for,
 * and the cache holds the place already. An input is overwritten only where a kernel made it as memory of its own and no
 * view of it is read later.
 */
final class InPlace implements Rewrite {
    /** Ops with an in-place kernel, and the inputs that it can write over. */
    private static final Map<String, int[]> CAPABLE = Map.ofEntries(
            Map.entry("add", new int[] {0, 1}),
            Map.entry("multiply", new int[] {0, 1}),
            Map.entry("subtract", new int[] {0}),
            Map.entry("relu", new int[] {0}),
            Map.entry("leakyrelu", new int[] {0}),
            Map.entry("tanh", new int[] {0}),
            Map.entry("neg", new int[] {0}),
            Map.entry("mul_scalar", new int[] {0}),
            Map.entry("add_scalar", new int[] {0}),
            Map.entry("lrelu_bp", new int[] {1}));

    /** Ops each of whose results is memory of its own, all of it written, as those of convolutions are. */
    private static final Set<String> OWN_MEMORY = Set.of(
            "instance_norm", "instance_norm_bp", NormThenRectifier.NAME, "concat", "add", "subtract", "multiply", "relu",
            "leakyrelu", "tanh", "neg", "mul_scalar", "add_scalar", "lrelu_bp", "abs", "sign", "exp", "log", "sqrt",
            "square", Half.TO_HALF, Half.TO_FLOAT);

    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        Liveness liveness = Liveness.of(nodes, context.wanted(), Set.of());
        Map<String, Set<String>> memories = new HashMap<>();
        Set<String> own = new HashSet<>();
        Set<String> dead = new HashSet<>();
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < liveness.nodes().size(); i++) {
            Node node = liveness.nodes().get(i);
            Set<String> dying = new HashSet<>(liveness.freedAfter(i));
            Node chosen = node;
            for (int input : CAPABLE.getOrDefault(node.op(), new int[0])) {
                if (mayOverwrite(node, input, memories, own, dead, dying, context)) {
                    chosen = node.over(input);
                    break;
                }
            }
            result.add(chosen);
            dead.addAll(dying);
            track(chosen, memories, own);
        }
        return result;
    }

    private static boolean mayOverwrite(
            Node node,
            int input,
            Map<String, Set<String>> memories,
            Set<String> own,
            Set<String> dead,
            Set<String> dying,
            Context context) {
        String name = node.inputs().get(input);
        String output = node.output();
        boolean same = Half.is(name) == Half.is(output)
                && Arrays.equals(context.schedule().shape(Half.base(name)), context.schedule().shape(Half.base(output)));
        return same && own.contains(name)
                && node.inputs().indexOf(name) == node.inputs().lastIndexOf(name)
                && memories.get(name).stream().allMatch(view ->
                        view.equals(name) ? dying.contains(view) : dead.contains(view));
    }

    /** Notes which variables share a memory after a node has run. */
    private static void track(Node node, Map<String, Set<String>> memories, Set<String> own) {
        // Where an input was overwritten, all other variables of its memory are dead.
        boolean fresh = node.overwritten() != Node.NONE
                || OWN_MEMORY.contains(node.op())
                || Convolutions.NODES.contains(node.op());
        for (String output : node.outputs()) {
            Set<String> memory = new HashSet<>(Set.of(output));
            if (fresh) {
                own.add(output);
            } else {
                node.inputs().forEach(input -> memory.addAll(memories.getOrDefault(input, Set.of(input))));
                node.outputs().forEach(memory::add);
                memory.forEach(member -> memories.computeIfAbsent(member, name -> new HashSet<>()).addAll(memory));
            }
            memories.put(output, memory);
        }
    }
}
