package org.retort.classifier.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.enums.ImageResizeMethod;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/**
 * A graph of Deeplearning4j whose one input is images.
 *
 * @param graph the graph, closed with this
 * @param input what it reads
 */
record ImageGraph(ComputationGraph graph, InputType.InputTypeConvolutional input) implements AutoCloseable {
    /** The names of its layers and other vertices. */
    List<String> vertices() {
        List<String> names = new ArrayList<>();
        for (GraphVertex vertex : graph.getVertices()) {
            names.add(vertex.getVertexName());
        }
        return names;
    }

    /** The vertex that the last vertex with weights reads. */
    String readByLastWeights() {
        int[] sorted = graph.topologicalSortOrder();
        for (int i = sorted.length - 1; i >= 0; i--) {
            GraphVertex vertex = graph.getVertices()[sorted[i]];
            if (vertex.hasLayer() && vertex.getLayer().numParams() > 0) {
                return graph.getVertices()[vertex.getInputVertices()[0].getVertexIndex()].getVertexName();
            }
        }
        throw new InputException("the network has no layer with weights");
    }

    /** The name of its first output. */
    String output() {
        return graph.getConfiguration().getNetworkOutputs().get(0);
    }

    /**
     * What comes out of each vertex.
     *
     * @param image {@code [N, C, H, W]}, resized bilinearly where the graph reads another size
     */
    Map<String, INDArray> activations(Tensor image) {
        try (INDArray read = input(image)) {
            return graph.feedForward(read, false);
        }
    }

    /** Images in the size and layout that the graph reads. */
    private INDArray input(Tensor image) {
        INDArray read = Nd4j.create(image.data(), image.shape(), 'c').castTo(DataType.FLOAT).permute(0, 2, 3, 1);
        if (image.shape()[2] != input.getHeight() || image.shape()[3] != input.getWidth()) {
            read = Nd4j.image().imageResize(
                    read.dup('c'),
                    Nd4j.createFromArray((int) input.getHeight(), (int) input.getWidth()),
                    ImageResizeMethod.ResizeBilinear);
        }
        return (input.getFormat() == CNN2DFormat.NHWC ? read : read.permute(0, 3, 1, 2)).dup('c');
    }

    /** {@code [N, F]}: of maps the mean over their pixels. */
    Tensor pooled(INDArray activation) {
        INDArray pooled = activation;
        if (activation.rank() == 4) {
            pooled = input.getFormat() == CNN2DFormat.NHWC ? activation.mean(1, 2) : activation.mean(2, 3);
        }
        return new Tensor(
                new long[] {pooled.size(0), pooled.size(1)}, pooled.dup('c').data().asFloat());
    }

    @Override
    public void close() {
        graph.close();
    }
}
