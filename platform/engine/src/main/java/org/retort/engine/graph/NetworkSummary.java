package org.retort.engine.graph;

import java.util.List;

/**
 * What a drawing of a network consists of. Counts follow the field's convention: one multiply-add for each
 * multiplication of a weight, so {@code k * k * inputs / groups * outputs * height * width} of the output for a
 * convolution, {@code inputs * outputs * k * k * height * width} of the input for a transposed one; norms, biases and
 * activations count nothing.
 *
 * @param network the network's name
 * @param parameters trainable numbers of the network
 * @param multiplyAdds of one pass of the batch that was drawn; draw with a batch of 1 for the count of an image
 * @param layers the layers of the builder, in the order of drawing
 * @param taps the named tensors, in the order of drawing
 */
public record NetworkSummary(String network, long parameters, long multiplyAdds, List<Layer> layers, List<Tap> taps) {
    /**
     * One layer.
     *
     * @param name its name within the network
     * @param op what it is: {@code convolution}, {@code transposed-convolution}, {@code depthwise-convolution},
     *     {@code instance-norm}
     * @param shape of its output
     * @param parameters its trainable numbers
     * @param multiplyAdds of one pass
     */
    public record Layer(String name, String op, long[] shape, long parameters, long multiplyAdds) {}

    /**
     * One named tensor.
     *
     * @param name its name within the network
     * @param shape its shape
     */
    public record Tap(String name, long[] shape) {}

    /** Keeps the lists. */
    public NetworkSummary {
        layers = List.copyOf(layers);
        taps = List.copyOf(taps);
    }

    /** Counts a drawing. Ops put into the graph past the builder count no multiply-adds. */
    public static NetworkSummary of(ModelGraph graph, String network, NetworkDrawing drawing) {
        List<Tap> taps = drawing.taps().entrySet().stream()
                .map(tap -> new Tap(tap.getKey(), graph.shape(tap.getValue())))
                .toList();
        long multiplyAdds = drawing.layers().stream().mapToLong(Layer::multiplyAdds).sum();
        return new NetworkSummary(network, graph.layout(network).count(), multiplyAdds, drawing.layers(), taps);
    }
}
