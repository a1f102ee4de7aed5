package org.retort.classifier.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retort.api.classifier.Classification;
import org.retort.api.classifier.Classifier;
import org.retort.api.tensor.Tensor;

/** A graph of Deeplearning4j whose output is probabilities. */
final class GraphClassifier implements Classifier {
    private final ImageGraph graph;
    private final String features;
    private final int[] order;

    /** @param order for each label which of the graph's outputs it is */
    GraphClassifier(ImageGraph graph, int[] order) {
        this.graph = graph;
        this.order = order.clone();
        this.features = graph.readByLastWeights();
    }

    @Override
    public Classification classify(Tensor image) {
        Map<String, INDArray> activations = graph.activations(image);
        INDArray output = activations.get(graph.output());
        int count = image.size(0);
        float[] probabilities = new float[count * order.length];
        for (int i = 0; i < count; i++) {
            for (int label = 0; label < order.length; label++) {
                probabilities[i * order.length + label] = output.getFloat(i, order[label]);
            }
        }
        return new Classification(
                new Tensor(new long[] {count, order.length}, probabilities), graph.pooled(activations.get(features)));
    }

    @Override
    public void close() {
        graph.close();
    }
}
