package org.retort.experiment.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.shade.protobuf.ByteString;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;
import org.retort.experiment.training.TranslationGraph;

/** The steps of a schedule as nodes of ONNX. For one thread. */
final class OnnxGraph {
    private static final String OUTPUT = "translation";
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("tanh", "Tanh"),
            Map.entry("sigmoid", "Sigmoid"),
            Map.entry("exp", "Exp"),
            Map.entry("abs", "Abs"),
            Map.entry("neg", "Neg"),
            Map.entry("sqrt", "Sqrt"),
            Map.entry("softplus", "Softplus"),
            Map.entry("identity", "Identity"),
            Map.entry("add", "Add"),
            Map.entry("subtract", "Sub"),
            Map.entry("multiply", "Mul"),
            Map.entry("divide", "Div"));
    private static final Map<String, String> WITH_NUMBER = Map.of(
            "add_scalar", "Add", "sub_scalar", "Sub", "mul_scalar", "Mul", "div_scalar", "Div");

    private final Schedule schedule;
    private final Map<String, Tensor> weights;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("generator");
    private final Set<String> initialized = new HashSet<>();
    private final Set<String> ofImages = new HashSet<>();

    OnnxGraph(Schedule schedule, Map<String, Tensor> weights) {
        this.schedule = schedule;
        this.weights = weights;
        this.ofImages.addAll(schedule.placeholders());
    }

    GraphProto write(String output) {
        for (String name : List.of(TranslationGraph.IMAGE, TranslationGraph.LABEL)) {
            graph.addInput(value(name, schedule.shape(name)));
        }
        for (Step step : schedule.steps()) {
            step.inputs().forEach(this::initialize);
            if (step.inputs().stream().anyMatch(ofImages::contains)) {
                ofImages.addAll(step.outputs());
            }
            node(step);
        }
        graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(output).addOutput(OUTPUT));
        graph.addOutput(value(OUTPUT, schedule.shape(output)));
        return graph.build();
    }

    private void node(Step step) {
        String op = step.op().opName();
        if (PLAIN.containsKey(op)) {
            add(step, PLAIN.get(op), step.inputs());
        } else if (WITH_NUMBER.containsKey(op)) {
            String number = constant(step.name() + "/number", (float) number(step));
            add(step, WITH_NUMBER.get(op), List.of(step.inputs().get(0), number));
        } else {
            special(step, op);
        }
    }

    private void special(Step step, String op) {
        String x = step.inputs().get(0);
        switch (op) {
            case "conv2d" -> convolution(step, "Conv", step.inputs(), 1);
            case "deconv2d" -> convolution(step, "ConvTranspose", step.inputs(), 1);
            case "depthwise_conv2d" -> depthwise(step);
            case "instance_norm" -> add(step, "InstanceNormalization", step.inputs(),
                    number("epsilon", ((DynamicCustomOp) step.op()).tArgs()[0]));
            case "relu" -> rectifier(step);
            case "leakyrelu" -> add(step, "LeakyRelu", List.of(x), number("alpha", number(step)));
            case "concat" -> add(step, "Concat", step.inputs(), integer("axis", Math.floorMod(
                    integers(step)[0], (long) schedule.shape(x).length)));
            case "permute" -> add(step, "Transpose", List.of(x), integers("perm", integers(step)));
            case "tile" -> add(step, "Tile", List.of(x, constant(step.name() + "/repeats", repeats(step))));
            case "reshape", "expand_dims", "squeeze" -> reshape(step);
            default -> throw refused(step, "cannot be written as ONNX; draw the generator of ops that can: "
                    + "convolutions, instance norms, rectifiers, tanh, sigmoid, sums, products, concatenation, reshape");
        }
    }

    private void rectifier(Step step) {
        if (number(step) != 0) {
            throw refused(step, "has the threshold " + number(step) + "; ONNX rectifies at 0 alone");
        }
        add(step, "Relu", List.of(step.inputs().get(0)));
    }

    private void convolution(Step step, String type, List<String> inputs, long groups) {
        long[] i = integers(step);
        if (i.length < 11 || i[8] != 0 || i[9] != 0 || i[10] != 1) {
            throw refused(step, "has arguments " + Arrays.toString(i) + "; only convolutions as the network builder draws"
                    + " them (NCHW, explicit padding, weights outputs first) can be written as ONNX");
        }
        add(step, type, inputs,
                integers("kernel_shape", new long[] {i[0], i[1]}),
                integers("strides", new long[] {i[2], i[3]}),
                integers("pads", new long[] {i[4], i[5], i[4], i[5]}),
                integers("dilations", new long[] {i[6], i[7]}),
                integer("group", groups));
    }

    /** ND4J's weights are [1, channels, k, k], ONNX's [channels, 1, k, k] in the same order. */
    private void depthwise(Step step) {
        List<String> inputs = new ArrayList<>(step.inputs());
        long[] shape = schedule.shape(inputs.get(1));
        String viewed = step.name() + "/weight";
        String target = constant(viewed + "-shape", new long[] {shape[1], 1, shape[2], shape[3]});
        graph.addNode(NodeProto.newBuilder().setOpType("Reshape").setName(viewed)
                .addInput(inputs.get(1)).addInput(target).addOutput(viewed));
        inputs.set(1, viewed);
        convolution(step, "Conv", inputs, shape[1]);
    }

    private void reshape(Step step) {
        String input = step.inputs().get(0);
        long[] from = schedule.shape(input);
        long[] to = schedule.shape(step.outputs().get(0));
        if (ofImages.contains(input)) {
            if (from.length == 0 || to.length == 0 || from[0] != to[0]) {
                throw refused(step, "reshapes " + Arrays.toString(from) + " to " + Arrays.toString(to)
                        + ", over the axis of the batch; an ONNX file with a free batch keeps that axis first");
            }
            // ONNX reads 0 as: this axis as it comes.
            to[0] = 0;
        }
        add(step, "Reshape", List.of(input, constant(step.name() + "/shape", to)));
    }

    private long[] repeats(Step step) {
        long[] from = schedule.shape(step.inputs().get(0));
        long[] to = schedule.shape(step.outputs().get(0));
        long[] repeats = new long[from.length];
        for (int axis = 0; axis < from.length; axis++) {
            repeats[axis] = to[axis] / from[axis];
        }
        return repeats;
    }

    private void add(Step step, String type, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .setName(step.name())
                .addAllInput(inputs)
                .addOutput(step.outputs().get(0))
                .addAllAttribute(List.of(attributes)));
    }

    /** Writes a parameter or constant down where it is first read. */
    private void initialize(String name) {
        Schedule.Parameter parameter = schedule.parameters().get(name);
        INDArray known = schedule.constants().get(name);
        if (parameter == null && known == null || !initialized.add(name)) {
            return;
        }
        if (parameter != null) {
            Tensor weight = weights.get(parameter.name());
            if (weight == null || !Arrays.equals(weight.shape(), schedule.shape(name))) {
                throw new InputException("the weights have "
                        + (weight == null ? "no " + parameter.name() : parameter.name() + " "
                                + Arrays.toString(weight.shape()))
                        + ", the generator needs " + Arrays.toString(schedule.shape(name))
                        + "; they were trained with another version of the generator's plugin");
            }
            floats(name, weight.shape(), weight.data());
        } else if (known.dataType().isFPType()) {
            floats(name, known.shape(), known.dup('c').data().asFloat());
        } else {
            constant(name, known.dup('c').data().asLong());
        }
    }

    private String constant(String name, float value) {
        floats(name, new long[0], new float[] {value});
        return name;
    }

    private void floats(String name, long[] shape, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(Arrays.stream(shape).boxed().toList())
                .setRawData(ByteString.copyFrom(bytes)));
    }

    private String constant(String name, long[] values) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length)
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return name;
    }

    private static ValueInfoProto value(String name, long[] shape) {
        TensorShapeProto.Builder axes = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (int axis = 1; axis < shape.length; axis++) {
            axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(shape[axis]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(axes)))
                .build();
    }

    private static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long[] values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    private static double number(Step step) {
        return ((ScalarOp) step.op()).scalar().getDouble(0);
    }

    private static long[] integers(Step step) {
        return ((DynamicCustomOp) step.op()).iArgs();
    }

    private static InputException refused(Step step, String why) {
        return new InputException(step.describe() + " " + why);
    }
}
