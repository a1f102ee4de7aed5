package org.retort.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.TransformOp;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.engine.op.ReducedAxes;

/**
 * Shapes of variables, by ND4J's own shape functions, and values of variables that depend on nothing but constants and
 * shapes. No array of an intermediate tensor's size is made for it.
 */
final class StaticShapes {
    private final SameDiff graph;
    private final Map<String, long[]> shapes = new HashMap<>();
    private final Map<String, INDArray> values = new HashMap<>();

    StaticShapes(SameDiff graph) {
        this.graph = graph;
    }

    long[] of(String name) {
        long[] known = shapes.get(name);
        if (known == null) {
            infer(name);
            known = shapes.get(name);
        }
        return known;
    }

    /** The value of a variable, where constants and shapes alone decide it. */
    Optional<INDArray> value(String name) {
        INDArray known = values.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        SDVariable variable = graph.getVariable(name);
        if (variable.getVariableType() == VariableType.CONSTANT) {
            return Optional.of(variable.getArr());
        }
        SameDiffOp producer = producer(name);
        if (producer == null || variable.dataType().isFPType() || !(producer.getOp() instanceof DynamicCustomOp op)) {
            return Optional.empty();
        }
        Optional<INDArray> computed = op.opName().equals("shape_of")
                ? Optional.of(Nd4j.createFromArray(of(producer.getInputsToOp().get(0))).castTo(variable.dataType()))
                : compute(producer, op, producer.getOutputsOfOp().indexOf(name));
        computed.ifPresent(value -> values.put(name, value));
        return computed;
    }

    private Optional<INDArray> compute(SameDiffOp node, DynamicCustomOp op, int output) {
        List<INDArray> inputs = new ArrayList<>();
        for (String input : inputs(node)) {
            Optional<INDArray> value = value(input);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            inputs.add(value.get());
        }
        OpContext context = context(op, inputs);
        for (String name : node.getOutputsOfOp()) {
            SDVariable variable = graph.getVariable(name);
            context.setOutputArray(context.numOutputArguments(), Nd4j.create(variable.dataType(), of(name)));
        }
        Nd4j.getExecutioner().exec(op, context);
        return Optional.of(context.getOutputArray(output));
    }

    private void infer(String name) {
        SDVariable variable = graph.getVariable(name);
        SameDiffOp producer = producer(name);
        if (producer == null) {
            long[] shape = variable.getVariableType() == VariableType.CONSTANT
                    ? variable.getArr().shape()
                    : variable.getShape();
            if (shape == null || Arrays.stream(shape).anyMatch(length -> length < 0)) {
                throw new InputException("variable " + name + " has no static shape: it is "
                        + Arrays.toString(shape) + "; every length must be given when it is made");
            }
            shapes.put(name, shape);
            return;
        }
        List<String> outputs = producer.getOutputsOfOp();
        List<long[]> inferred = outputShapes(producer);
        for (int i = 0; i < outputs.size(); i++) {
            shapes.put(outputs.get(i), inferred.get(i));
        }
    }

    private List<long[]> outputShapes(SameDiffOp node) {
        DifferentialFunction op = node.getOp();
        if (op instanceof DynamicCustomOp custom) {
            return customShapes(node, custom);
        }
        if (op instanceof BaseReduceOp reduction) {
            return List.of(reduced(of(inputs(node).get(0)), reduction));
        }
        if (op instanceof ScalarOp || op instanceof TransformOp) {
            return List.of(of(inputs(node).get(0)));
        }
        throw new InputException("op " + op.opName() + " (" + node.getName() + ") has no shape rule here; use another op");
    }

    private List<long[]> customShapes(SameDiffOp node, DynamicCustomOp op) {
        List<INDArray> arrays = new ArrayList<>();
        for (String input : inputs(node)) {
            DataType type = graph.getVariable(input).dataType();
            arrays.add(value(input).orElseGet(() -> withoutStorage(type, of(input))));
        }
        List<LongShapeDescriptor> found;
        try {
            found = op.calculateOutputShape(context(op, arrays));
        } catch (RuntimeException e) {
            throw new InputException(describe(node) + " does not accept its inputs: " + e.getMessage(), e);
        }
        if (found.size() < node.getOutputsOfOp().size()) {
            throw new InputException(describe(node) + " gives no shape for its inputs; use another op");
        }
        return found.stream().map(LongShapeDescriptor::getShape).toList();
    }

    private String describe(SameDiffOp node) {
        StringBuilder text = new StringBuilder("op ").append(node.getOp().opName()).append(" (");
        text.append(node.getName()).append(") with inputs");
        for (String input : inputs(node)) {
            text.append(' ').append(input).append(Arrays.toString(of(input)));
        }
        return text.toString();
    }

    private static OpContext context(CustomOp op, List<INDArray> inputs) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(inputs);
        context.setIArguments(op.iArgs());
        context.setTArguments(op.tArgs());
        context.setBArguments(op.bArgs());
        context.setDArguments(op.dArgs());
        return context;
    }

    /** An array of any shape over one element: shape functions read nothing else. */
    private static INDArray withoutStorage(DataType type, long[] shape) {
        if (shape.length == 0) {
            return Nd4j.scalar(type, 0);
        }
        return Nd4j.create(Nd4j.create(type, 1).data(), shape, new long[shape.length], 0, 'c', type);
    }

    private static long[] reduced(long[] shape, BaseReduceOp op) {
        int[] axes = ReducedAxes.of(op, shape.length);
        List<Long> kept = new ArrayList<>();
        for (int axis = 0; axis < shape.length; axis++) {
            if (Arrays.binarySearch(axes, axis) < 0) {
                kept.add(shape[axis]);
            } else if (op.isKeepDims()) {
                kept.add(1L);
            }
        }
        return kept.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<String> inputs(SameDiffOp node) {
        return node.getInputsToOp() == null ? List.of() : node.getInputsToOp();
    }

    private SameDiffOp producer(String name) {
        String op = graph.getVariables().get(name).getOutputOfOp();
        return op == null ? null : graph.getOps().get(op);
    }
}
