package org.retort.engine.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.impl.summarystats.Variance;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.op.LeakyReluGradient;

/** The gradients that ops declare themselves, save for a few that are cheaper or sounder otherwise. */
final class OwnGradients implements Gradients.Rules {
    private final ModelGraph graph;
    private final SameDiff sameDiff;

    OwnGradients(ModelGraph graph) {
        this.graph = graph;
        this.sameDiff = graph.sameDiff();
    }

    @Override
    public List<SDVariable> inputGradients(SameDiffOp node, List<SDVariable> outputGradients) {
        SDVariable gradient = outputGradients.get(0);
        SDVariable[] inputs = node.getOp().args();
        switch (node.getOp().opName()) {
            case "relu":
            case "leakyrelu":
                return List.of(new LeakyReluGradient(sameDiff, inputs[0], gradient, Slopes.of(node)).outputVariable());
            case "identity":
                return List.of(gradient);
            case "add":
                if (sameShapes(inputs)) {
                    return List.of(gradient, gradient);
                }
                break;
            case "subtract":
                if (sameShapes(inputs)) {
                    return List.of(gradient, gradient.neg());
                }
                break;
            case "multiply":
                if (sameShapes(inputs)) {
                    return List.of(gradient.mul(inputs[1]), gradient.mul(inputs[0]));
                }
                break;
            case "divide":
                if (elements(inputs[1]) == 1 && elements(inputs[0]) > 1) {
                    // ND4J's own rule multiplies the sums of x and g instead of summing their product.
                    SDVariable slope = gradient.mul(inputs[0]).sum().neg().div(sameDiff.math().square(inputs[1]));
                    return List.of(gradient.div(inputs[1]), sameDiff.reshape(slope, graph.shape(inputs[1])));
                }
                break;
            default:
                break;
        }
        return declared(node, outputGradients);
    }

    private List<SDVariable> declared(SameDiffOp node, List<SDVariable> outputGradients) {
        if (node.getOp() instanceof Variance variance && !variance.isBiasCorrected()) {
            throw new InputException(place(node) + " has a wrong gradient in ND4J; compute the biased variance as the"
                    + " mean of squared differences");
        }
        List<SDVariable> complete = new ArrayList<>(outputGradients);
        for (int i = 0; i < complete.size(); i++) {
            if (complete.get(i) == null) {
                complete.set(i, sameDiff.zerosLike(sameDiff.getVariable(node.getOutputsOfOp().get(i))));
            }
        }
        try {
            return node.getOp().doDiff(complete);
        } catch (RuntimeException e) {
            throw new InputException(place(node) + " has no gradient: " + e.getMessage(), e);
        }
    }

    private long elements(SDVariable variable) {
        return Tensor.elements(graph.shape(variable));
    }

    private boolean sameShapes(SDVariable[] inputs) {
        return Arrays.equals(graph.shape(inputs[0]), graph.shape(inputs[1]));
    }

    static String place(SameDiffOp node) {
        return "op " + node.getOp().opName() + " (" + node.getName() + ") with inputs " + node.getInputsToOp();
    }
}
