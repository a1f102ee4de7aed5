package org.retort.classifier.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.nd4j.enums.ImageResizeMethod;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.classifier.Classification;
import org.retort.api.classifier.Classifier;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/** A graph of Deeplearning4j with one input of images and one output of probabilities. */
final class GraphClassifier implements Classifier {
    private final ComputationGraph graph;
    private final String features;
    private final int[] order;
    private final InputType.InputTypeConvolutional input;

    /**
     * @param input what the graph reads
     * @param order for each label which of the graph's outputs it is
     */
    GraphClassifier(ComputationGraph graph, InputType.InputTypeConvolutional input, int[] order) {
        this.graph = graph;
        this.input = input;
        this.order = order.clone();
        this.features = readByLastWeights(graph);
    }

    /** The vertex that the last vertex with weights reads. */
    private static String readByLastWeights(ComputationGraph graph) {
        int[] sorted = graph.topologicalSortOrder();
        for (int i = sorted.length - 1; i >= 0; i--) {
            GraphVertex vertex = graph.getVertices()[sorted[i]];
            if (vertex.hasLayer() && vertex.getLayer().numParams() > 0) {
                VertexIndices[] inputs = vertex.getInputVertices();
                return graph.getVertices()[inputs[0].getVertexIndex()].getVertexName();
            }
        }
        throw new InputException("the classifier's network has no layer with weights");
    }

    @Override
    public Classification classify(Tensor image) {
        try (INDArray read = graphInput(image)) {
            Map<String, INDArray> activations = graph.feedForward(read, false);
            INDArray output = activations.get(graph.getConfiguration().getNetworkOutputs().get(0));
            INDArray pooled = pooled(activations.get(features));
            int count = (int) image.shape()[0];
            float[] probabilities = new float[count * order.length];
            for (int i = 0; i < count; i++) {
                for (int label = 0; label < order.length; label++) {
                    probabilities[i * order.length + label] = output.getFloat(i, order[label]);
                }
            }
            return new Classification(
                    new Tensor(new long[] {count, order.length}, probabilities),
                    new Tensor(new long[] {count, pooled.size(1)}, pooled.dup('c').data().asFloat()));
        }
    }

    /** Images in the size and layout that the graph reads. */
    private INDArray graphInput(Tensor image) {
        INDArray read = Nd4j.create(image.data(), image.shape(), 'c').castTo(DataType.FLOAT).permute(0, 2, 3, 1);
        if (image.shape()[2] != input.getHeight() || image.shape()[3] != input.getWidth()) {
            read = Nd4j.image().imageResize(
                    read.dup('c'),
                    Nd4j.createFromArray((int) input.getHeight(), (int) input.getWidth()),
                    ImageResizeMethod.ResizeBilinear);
        }
        return (input.getFormat() == CNN2DFormat.NHWC ? read : read.permute(0, 3, 1, 2)).dup('c');
    }

    private INDArray pooled(INDArray activation) {
        if (activation.rank() == 2) {
            return activation;
        }
        return input.getFormat() == CNN2DFormat.NHWC ? activation.mean(1, 2) : activation.mean(2, 3);
    }

    @Override
    public void close() {
        graph.close();
    }
}
