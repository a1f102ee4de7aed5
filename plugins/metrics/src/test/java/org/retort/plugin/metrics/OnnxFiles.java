package org.retort.plugin.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/** Networks of one operator: the mean of each colour over all pixels. */
final class OnnxFiles {
    private static final int FREE = -1;

    private OnnxFiles() {}

    /** Reads {@code [N, 3, S, S]}, its output {@code means} is {@code [N, 3, 1, 1]}. */
    static Path channelsFirst(Path file, int size) {
        return write(file, node("GlobalAveragePool"), List.of("means"), FREE, 3, size, size);
    }

    /** Reads {@code [N, S, S, 3]}, its output {@code means} is {@code [N, 3]}. */
    static Path channelsLast(Path file, int size) {
        NodeProto.Builder mean = node("ReduceMean")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axes").setType(AttributeProto.AttributeType.INTS).addInts(1).addInts(2))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("keepdims").setType(AttributeProto.AttributeType.INT).setI(0));
        return write(file, mean, List.of("means"), FREE, size, size, 3);
    }

    /** Its outputs are {@code means} and the images themselves. */
    static Path withTwoOutputs(Path file, int size) {
        return write(file, node("GlobalAveragePool"), List.of("means", "image"), FREE, 3, size, size);
    }

    private static NodeProto.Builder node(String op) {
        return NodeProto.newBuilder().setOpType(op).addInput("image").addOutput("means");
    }

    private static Path write(Path file, NodeProto.Builder node, List<String> outputs, long... shape) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("means").addNode(node).addInput(floats("image", shape));
        outputs.forEach(output -> graph.addOutput(
                ValueInfoProto.newBuilder().setName(output).setType(type(TensorShapeProto.newBuilder()))));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph)
                .build();
        try {
            return Files.write(file, model.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ValueInfoProto floats(String name, long... shape) {
        TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
        for (long axis : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            axes.addDim(axis == FREE ? dimension.setDimParam("N") : dimension.setDimValue(axis));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(type(axes)).build();
    }

    private static TypeProto type(TensorShapeProto.Builder axes) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
        return TypeProto.newBuilder()
                .setTensorType(axes.getDimCount() == 0 ? tensor : tensor.setShape(axes))
                .build();
    }
}
