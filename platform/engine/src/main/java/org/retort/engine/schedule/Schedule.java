package org.retort.engine.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;

/**
 * A graph in the order in which an engine runs it: only what the wanted variables need, each op after its inputs. Where
 * a variable comes from is one of four: a constant, a placeholder, a parameter, or a step.
 */
public final class Schedule {
    private final List<Step> steps;
    private final Map<String, INDArray> constants;
    private final Map<String, Parameter> parameters;
    private final Set<String> placeholders;
    private final Map<String, long[]> shapes;
    private final Map<String, DataType> types;

    /**
     * A parameter of a network.
     *
     * @param network the network's name
     * @param name the parameter's name within it
     */
    public record Parameter(String network, String name) {}

    private Schedule(Builder builder) {
        steps = List.copyOf(builder.steps);
        constants = Collections.unmodifiableMap(builder.constants);
        parameters = Collections.unmodifiableMap(builder.parameters);
        placeholders = Collections.unmodifiableSet(builder.placeholders);
        shapes = Collections.unmodifiableMap(builder.shapes);
        types = Collections.unmodifiableMap(builder.types);
    }

    /**
     * Schedules a graph.
     *
     * @param wanted names of the variables to compute; they are never freed by a step
     * @throws InputException where a wanted variable does not exist or a shape is not static
     */
    public static Schedule of(ModelGraph graph, Collection<String> wanted) {
        return ofPhases(graph, List.of(wanted));
    }

    /**
     * Schedules a graph whose wanted variables are computed in phases: all ops of a phase come before those that only
     * later phases need.
     *
     * @param wanted by phase, names of the variables to compute; they are never freed by a step
     * @throws InputException as {@link #of}
     */
    public static Schedule ofPhases(ModelGraph graph, List<? extends Collection<String>> wanted) {
        return new Schedule(new Builder(graph, wanted));
    }

    /** The ops to run, in order. */
    public List<Step> steps() {
        return steps;
    }

    /** Variables whose value is known now, those computed from shapes alone included; the arrays belong to the graph. */
    public Map<String, INDArray> constants() {
        return constants;
    }

    /** Variables that are parameters: variable name to parameter. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** Variables that each run is given. */
    public Set<String> placeholders() {
        return placeholders;
    }

    /** The static shape of a variable that takes part. */
    public long[] shape(String variable) {
        return shapes.get(variable).clone();
    }

    /** The type of a variable that takes part. */
    public DataType type(String variable) {
        return types.get(variable);
    }

    /** A step in words, with the networks whose parameters its inputs depend on. */
    public String describe(Step step) {
        Set<String> networks = networksBehind(step);
        return networks.isEmpty()
                ? step.describe()
                : step.describe() + " (drawn behind parameters of " + String.join(", ", networks) + ")";
    }

    private Set<String> networksBehind(Step last) {
        Map<String, Step> makers = new HashMap<>();
        steps.forEach(step -> step.outputs().forEach(output -> makers.put(output, step)));
        Set<String> networks = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(last.inputs());
        while (!open.isEmpty()) {
            String name = open.pop();
            if (seen.add(name)) {
                if (parameters.containsKey(name)) {
                    networks.add(parameters.get(name).network());
                } else if (makers.containsKey(name)) {
                    open.addAll(makers.get(name).inputs());
                }
            }
        }
        return networks;
    }

    private static final class Builder {
        private final ModelGraph graph;
        private final List<Step> steps;
        private final Map<String, INDArray> constants = new LinkedHashMap<>();
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private final Set<String> placeholders = new LinkedHashSet<>();
        private final Map<String, long[]> shapes = new HashMap<>();
        private final Map<String, DataType> types = new HashMap<>();
        private final Map<String, Parameter> known = new HashMap<>();
        private final List<SameDiffOp> order = new ArrayList<>();
        private final List<Integer> phases = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Set<String> scheduled = new HashSet<>();

        Builder(ModelGraph graph, List<? extends Collection<String>> wanted) {
            this.graph = graph;
            for (String network : graph.networks()) {
                graph.parameters(network)
                        .forEach((name, variable) -> known.put(variable.name(), new Parameter(network, name)));
            }
            Set<String> all = new HashSet<>();
            for (int phase = 0; phase < wanted.size(); phase++) {
                for (String name : wanted.get(phase)) {
                    if (!graph.sameDiff().hasVariable(name)) {
                        throw new InputException("variable " + name + " is wanted but not in the graph");
                    }
                    all.add(name);
                    visit(name, phase);
                }
            }
            this.steps = steps(all);
        }

        private void visit(String name, int phase) {
            if (!seen.add(name)) {
                return;
            }
            SDVariable variable = graph.sameDiff().getVariable(name);
            shapes.put(name, graph.shape(variable));
            types.put(name, variable.dataType());
            String op = graph.sameDiff().getVariables().get(name).getOutputOfOp();
            var constant = graph.constantValue(variable);
            if (constant.isPresent()) {
                constants.put(name, constant.get());
            } else if (known.containsKey(name)) {
                parameters.put(name, known.get(name));
            } else if (op == null) {
                placeholders.add(name);
            } else {
                SameDiffOp node = graph.sameDiff().getOps().get(op);
                Step.inputs(node).forEach(input -> visit(input, phase));
                if (scheduled.add(op)) {
                    order.add(node);
                    phases.add(phase);
                }
            }
        }

        private List<Step> steps(Set<String> wanted) {
            Map<String, Integer> lastUse = new HashMap<>();
            Set<String> used = new HashSet<>(wanted);
            for (int i = 0; i < order.size(); i++) {
                for (String output : order.get(i).getOutputsOfOp()) {
                    lastUse.put(output, i);
                    SDVariable variable = graph.sameDiff().getVariable(output);
                    shapes.put(output, graph.shape(variable));
                    types.put(output, variable.dataType());
                }
                for (String input : Step.inputs(order.get(i))) {
                    used.add(input);
                    lastUse.replace(input, i);
                }
            }
            List<List<String>> freed = new ArrayList<>();
            order.forEach(node -> freed.add(new ArrayList<>()));
            lastUse.forEach((name, index) -> {
                if (!wanted.contains(name)) {
                    freed.get(index).add(name);
                }
            });
            List<Step> result = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                Collections.sort(freed.get(i));
                SameDiffOp node = order.get(i);
                Set<String> read = new HashSet<>(node.getOutputsOfOp());
                read.retainAll(used);
                result.add(new Step(
                        node.getName(), node.getOp(), Step.inputs(node), node.getOutputsOfOp(), read, freed.get(i),
                        phases.get(i)));
            }
            return result;
        }
    }
}
