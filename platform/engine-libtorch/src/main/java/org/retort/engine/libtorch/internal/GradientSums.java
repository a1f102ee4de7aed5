package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.engine.schedule.Schedule;

/**
 * Gradients that are sums, such as a weight's that two batches went through: their summands are added where the gradient
 * is kept, each as soon as it is made, so nothing holds the sum beside it. The place takes bfloat16 summands as they are.
 *
 * @param nodes those that are left
 * @param summands gradient to the variables whose sum it is; itself where it is none
 */
record GradientSums(List<Node> nodes, Map<String, List<String>> summands) {
    /**
     * @param nodes in the order of running
     * @param gradients variables that go to gradient buffers
     * @param outputs variables that are read after a run
     */
    static GradientSums of(List<Node> nodes, Set<String> gradients, Set<String> outputs, Schedule schedule) {
        Search search = new Search(nodes, gradients, outputs, schedule);
        Map<String, List<String>> summands = new LinkedHashMap<>();
        gradients.forEach(gradient -> summands.put(gradient, search.summands(gradient)));
        return new GradientSums(search.left, summands);
    }

    private static final class Search {
        private final Map<String, Node> makers = new HashMap<>();
        private final Map<String, Integer> reads = new HashMap<>();
        private final Set<String> gradients;
        private final Set<String> outputs;
        private final Schedule schedule;
        private final List<Node> left;

        Search(List<Node> nodes, Set<String> gradients, Set<String> outputs, Schedule schedule) {
            this.gradients = gradients;
            this.outputs = outputs;
            this.schedule = schedule;
            left = new ArrayList<>(nodes);
            for (Node node : nodes) {
                node.outputs().forEach(output -> makers.put(output, node));
                node.inputs().forEach(input -> reads.merge(input, 1, Integer::sum));
            }
        }

        List<String> summands(String gradient) {
            return reads.containsKey(gradient) ? List.of(gradient) : parts(gradient);
        }

        private List<String> parts(String sum) {
            Node node = makers.get(sum);
            if (node == null || !node.op().equals("add") || outputs.contains(sum)
                    || !node.inputs().stream().allMatch(part -> makers.containsKey(part) && sameShape(part, sum))) {
                return List.of(sum);
            }
            left.remove(node);
            List<String> parts = new ArrayList<>();
            for (String part : node.inputs()) {
                boolean inner = reads.get(part) == 1 && !gradients.contains(part);
                parts.addAll(inner ? parts(part) : List.of(part));
            }
            return parts;
        }

        private boolean sameShape(String part, String sum) {
            return Arrays.equals(schedule.shape(part), schedule.shape(sum));
        }
    }
}
