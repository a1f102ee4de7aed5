package org.retort.experiment.internal.transplant;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.internal.transplant.TracedLayer.TracedParameter;

/** Which channels of a trained network a narrower one keeps: those of largest norm, in their order. */
final class KeptChannels {
    private final TracedNetwork network;
    private final Map<String, Tensor> weights;
    private final Map<ChannelGroup, double[]> norms = new HashMap<>();

    /** @param weights parameter name to value */
    KeptChannels(TracedNetwork network, Map<String, Tensor> weights) {
        this.network = network;
        this.weights = weights;
    }

    /**
     * Cuts a parameter down.
     *
     * @param from the network's parameter
     * @param lengths for its first axes, groups of the lengths that remain
     * @param shape what it is cut to
     */
    Tensor cut(TracedParameter from, List<List<ChannelGroup>> lengths, long[] shape) {
        Tensor whole = weight(from.name());
        int[][] kept = new int[shape.length][];
        for (int axis = 0; axis < shape.length; axis++) {
            kept[axis] = axis < lengths.size()
                    ? kept(from.axes().get(axis), lengths.get(axis))
                    : IntStream.range(0, Math.toIntExact(shape[axis])).toArray();
        }
        Tensor cut = Tensor.zeros(shape);
        for (int i = 0; i < cut.data().length; i++) {
            int rest = i;
            int place = 0;
            int stride = 1;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                int length = kept[axis].length;
                place += kept[axis][rest % length] * stride;
                rest /= length;
                stride *= whole.size(axis);
            }
            cut.data()[i] = whole.data()[place];
        }
        return cut;
    }

    private int[] kept(List<ChannelGroup> groups, List<ChannelGroup> lengths) {
        IntStream all = IntStream.empty();
        int begin = 0;
        for (int i = 0; i < groups.size(); i++) {
            int offset = begin;
            all = IntStream.concat(
                    all,
                    kept(groups.get(i), lengths.get(i).length()).map(channel -> offset + channel));
            begin += groups.get(i).length();
        }
        return all.toArray();
    }

    private IntStream kept(ChannelGroup group, int count) {
        double[] norm = norms.computeIfAbsent(group.whole(), this::norms);
        return IntStream.range(0, group.length())
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -norm[channel]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted();
    }

    /** For each channel, the sum of the squares of all weights that make it. */
    private double[] norms(ChannelGroup group) {
        double[] squares = new double[group.length()];
        for (TracedLayer layer : network.layers()) {
            layer.output().filter(output -> output.group().whole() == group).ifPresent(output -> {
                Tensor weight = weight(layer.parameters().get(0).name());
                int inner = Arrays.stream(weight.shape()).skip(output.axis() + 1L).mapToInt(Math::toIntExact)
                        .reduce(1, Math::multiplyExact);
                for (int i = 0; i < weight.data().length; i++) {
                    squares[i / inner % squares.length] += (double) weight.data()[i] * weight.data()[i];
                }
            });
        }
        return squares;
    }

    private Tensor weight(String name) {
        Tensor weight = weights.get(name);
        if (weight == null || !Arrays.equals(weight.shape(), network.layout().shapes().get(name))) {
            throw new InputException("the weights of " + network.name() + " have "
                    + (weight == null ? "no " + name : name + " " + Arrays.toString(weight.shape())) + ", the network needs "
                    + Arrays.toString(network.layout().shapes().get(name))
                    + "; they were trained with another version of its plugin");
        }
        return weight;
    }
}
