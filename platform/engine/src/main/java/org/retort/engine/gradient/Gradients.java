package org.retort.engine.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;

/**
 * Reverse-mode differentiation: puts the ops of a gradient into the graph of the variable it differentiates. The graph's
 * own ops say how ({@code doDiff}), so an op of a plugin's own takes part without being known here. Only what lies
 * between the variables asked for and the loss gets gradient ops.
 */
public final class Gradients {
    private final ModelGraph graph;
    private final SameDiff sameDiff;
    private final Rules rules;

    /** How one op passes gradients back. */
    @FunctionalInterface
    interface Rules {
        /**
         * @param node the op
         * @param outputGradients for each output of the op its gradient, null where none flows
         * @return for each input of the op its gradient, null where none flows; may be shorter than the inputs
         */
        List<SDVariable> inputGradients(SameDiffOp node, List<SDVariable> outputGradients);
    }

    private Gradients(ModelGraph graph, Rules rules) {
        this.graph = graph;
        this.sameDiff = graph.sameDiff();
        this.rules = rules;
    }

    /**
     * The gradients of a loss.
     *
     * @param loss a scalar
     * @param wrt the variables to differentiate by, of any kind
     * @return variable name to gradient, of the variable's shape; a variable that the loss does not depend on has no
     *     entry
     * @throws InputException where the loss is no scalar or an op has no gradient, naming the op
     */
    public static Map<String, SDVariable> of(ModelGraph graph, SDVariable loss, Collection<SDVariable> wrt) {
        long[] shape = graph.shape(loss);
        if (Arrays.stream(shape).anyMatch(length -> length != 1)) {
            throw new InputException("loss " + loss.name() + " has shape " + Arrays.toString(shape)
                    + "; a loss is a scalar, so take its mean or sum");
        }
        return new Gradients(graph, new OwnGradients(graph)).walk(loss, wrt);
    }

    /**
     * The gradient of the sum of all elements of {@code output} with respect to {@code input}, in ops that can be
     * differentiated once more by {@link #of}: what a gradient penalty needs (Gulrajani et al. 2017).
     *
     * @return of the shape of {@code input}
     * @throws InputException where output does not depend on input, or where an op between them has no twice
     *     differentiable rule, naming op and place
     */
    public static SDVariable differentiable(ModelGraph graph, SDVariable output, SDVariable input) {
        SDVariable gradient = new Gradients(graph, new DifferentiableGradients(graph))
                .walk(output, List.of(input))
                .get(input.name());
        if (gradient == null) {
            throw new InputException("there is no gradient of " + output.name() + " with respect to " + input.name()
                    + ": the one does not depend on the other");
        }
        return gradient;
    }

    private Map<String, SDVariable> walk(SDVariable output, Collection<SDVariable> wrt) {
        List<SameDiffOp> order = order(output.name());
        Set<String> needed = new HashSet<>();
        wrt.forEach(variable -> needed.add(variable.name()));
        for (SameDiffOp node : order) {
            if (node.getInputsToOp() != null && node.getInputsToOp().stream().anyMatch(needed::contains)) {
                node.getOutputsOfOp().stream().filter(this::differentiable).forEach(needed::add);
            }
        }
        Map<String, SDVariable> gradients = new HashMap<>();
        if (needed.contains(output.name())) {
            gradients.put(output.name(), ones(output));
        }
        for (int i = order.size() - 1; i >= 0; i--) {
            SameDiffOp node = order.get(i);
            List<SDVariable> outputGradients = new ArrayList<>();
            node.getOutputsOfOp().forEach(name -> outputGradients.add(gradients.get(name)));
            boolean reached = outputGradients.stream().anyMatch(gradient -> gradient != null);
            boolean leads = node.getInputsToOp() != null && node.getInputsToOp().stream().anyMatch(needed::contains);
            if (reached && leads) {
                accumulate(node, rules.inputGradients(node, outputGradients), needed, gradients);
            }
        }
        Map<String, SDVariable> found = new LinkedHashMap<>();
        for (SDVariable variable : wrt) {
            SDVariable gradient = gradients.get(variable.name());
            if (gradient != null) {
                found.put(variable.name(), gradient);
            }
        }
        return found;
    }

    private static void accumulate(
            SameDiffOp node, List<SDVariable> inputGradients, Set<String> needed, Map<String, SDVariable> gradients) {
        List<String> inputs = node.getInputsToOp();
        for (int i = 0; i < Math.min(inputs.size(), inputGradients.size()); i++) {
            if (inputGradients.get(i) != null && needed.contains(inputs.get(i))) {
                gradients.merge(inputs.get(i), inputGradients.get(i), SDVariable::add);
            }
        }
    }

    private boolean differentiable(String name) {
        return sameDiff.getVariable(name).dataType().isFPType();
    }

    private SDVariable ones(SDVariable variable) {
        INDArray ones = Nd4j.ones(graph.type(), graph.shape(variable));
        return sameDiff.constant(ones);
    }

    /** The ops that a variable depends on, each after those it depends on itself. */
    private List<SameDiffOp> order(String output) {
        List<SameDiffOp> order = new ArrayList<>();
        visit(output, new HashSet<>(), order);
        return order;
    }

    private void visit(String variable, Set<String> seen, List<SameDiffOp> order) {
        String op = sameDiff.getVariables().get(variable).getOutputOfOp();
        if (op == null || !seen.add(op)) {
            return;
        }
        SameDiffOp node = sameDiff.getOps().get(op);
        if (node.getInputsToOp() != null) {
            node.getInputsToOp().forEach(input -> visit(input, seen, order));
        }
        order.add(node);
    }
}
