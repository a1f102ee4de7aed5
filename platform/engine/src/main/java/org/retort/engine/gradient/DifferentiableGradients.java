package org.retort.engine.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.model.Convolution;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.op.LeakyReluGradient;
import org.retort.engine.op.ReducedAxes;
import org.retort.engine.op.TransposedConvolution;

/**
 * Gradients in ops that have a gradient themselves. A convolution passes back through the transposed convolution with
 * the same weights, a rectifier through a mask that no gradient flows to, so the penalty's gradient with respect to a
 * hidden bias is exactly zero.
 */
final class DifferentiableGradients implements Gradients.Rules {
    private static final String KNOWN = "conv2d, deconv2d, relu, leakyrelu, add, subtract, multiply, neg, add_scalar,"
            + " sub_scalar, rsub_scalar, mul_scalar, div_scalar, reshape, expand_dims, squeeze, permute, concat, slice,"
            + " strided_slice, reduce_mean, reduce_sum, identity";

    private final ModelGraph graph;
    private final SameDiff sameDiff;

    DifferentiableGradients(ModelGraph graph) {
        this.graph = graph;
        this.sameDiff = graph.sameDiff();
    }

    @Override
    public List<SDVariable> inputGradients(SameDiffOp node, List<SDVariable> outputGradients) {
        SDVariable gradient = outputGradients.get(0);
        SDVariable[] inputs = node.getOp().args();
        return switch (node.getOp().opName()) {
            case "identity", "add_scalar", "sub_scalar" -> List.of(gradient);
            case "neg", "rsub_scalar" -> List.of(gradient.neg());
            case "mul_scalar" -> List.of(gradient.mul(scalar(node)));
            case "div_scalar" -> List.of(gradient.div(scalar(node)));
            case "add" -> List.of(reduced(gradient, inputs[0]), reduced(gradient, inputs[1]));
            case "subtract" -> List.of(reduced(gradient, inputs[0]), reduced(gradient.neg(), inputs[1]));
            case "multiply" -> List.of(
                    reduced(gradient.mul(inputs[1]), inputs[0]), reduced(gradient.mul(inputs[0]), inputs[1]));
            case "relu", "leakyrelu" -> List.of(
                    new LeakyReluGradient(sameDiff, inputs[0], gradient, Slopes.of(node)).outputVariable());
            case "reshape", "expand_dims", "squeeze" -> List.of(reshaped(gradient, graph.shape(inputs[0])));
            case "permute" -> List.of(unpermuted(node, gradient));
            case "concat" -> parts(node, inputs, gradient);
            case "slice", "strided_slice" -> List.of(unsliced(node, inputs[0], gradient));
            case "reduce_sum", "reduce_mean" -> List.of(spread(node, inputs[0], gradient));
            case "conv2d" -> List.of(backThroughConvolution(node, inputs, gradient));
            case TransposedConvolution.NAME -> List.of(backThroughTransposedConvolution(node, inputs, gradient));
            default -> throw new InputException("a gradient penalty needs twice differentiable ops, but "
                    + OwnGradients.place(node) + " is none; allowed between image and score are " + KNOWN);
        };
    }

    private SDVariable backThroughConvolution(SameDiffOp node, SDVariable[] inputs, SDVariable gradient) {
        Convolution geometry = geometry(node);
        long[] input = graph.shape(inputs[0]);
        long[] output = graph.shape(gradient);
        SDVariable back = new TransposedConvolution(sameDiff, geometry, gradient, inputs[1]).outputVariable();
        long bottom = input[2] - geometry.transposedOutputSize((int) output[2]);
        long right = input[3] - geometry.transposedOutputSize((int) output[3]);
        // Rows and columns that the stride never reached have gradient zero.
        return padded(back, new long[4], new long[] {0, 0, bottom, right});
    }

    private SDVariable backThroughTransposedConvolution(SameDiffOp node, SDVariable[] inputs, SDVariable gradient) {
        Convolution geometry = geometry(node);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(geometry.kernel()).kW(geometry.kernel())
                .sH(geometry.stride()).sW(geometry.stride())
                .pH(geometry.padding()).pW(geometry.padding())
                .dataFormat("NCHW").weightsFormat(WeightsFormat.OIYX).paddingMode(PaddingMode.VALID)
                .build();
        return sameDiff.cnn().conv2d(gradient, inputs[1], config);
    }

    private static Convolution geometry(SameDiffOp node) {
        long[] given = ((DynamicCustomOp) node.getOp()).iArgs();
        boolean plain = given.length > 10 && given[6] == 1 && given[7] == 1 && given[8] == 0 && given[9] == 0
                && given[10] == 1;
        if (!plain || given[0] != given[1] || given[2] != given[3] || given[4] != given[5]) {
            throw new InputException(OwnGradients.place(node) + " has arguments " + Arrays.toString(given)
                    + "; under a gradient penalty a convolution has a square kernel, no dilation, explicit padding, NCHW"
                    + " and weights [outputs, inputs, k, k], as the network builder draws it");
        }
        return Convolution.of((int) given[0], (int) given[2], (int) given[4]);
    }

    private static double scalar(SameDiffOp node) {
        return ((ScalarOp) node.getOp()).scalar().getDouble(0);
    }

    private SDVariable reshaped(SDVariable variable, long[] shape) {
        return Arrays.equals(graph.shape(variable), shape) ? variable : sameDiff.reshape(variable, shape);
    }

    /** Sums over the axes along which an input was broadcast. */
    private SDVariable reduced(SDVariable gradient, SDVariable input) {
        long[] from = graph.shape(gradient);
        long[] to = graph.shape(input);
        int offset = from.length - to.length;
        int[] axes = IntStream.range(0, from.length)
                .filter(axis -> axis < offset || to[axis - offset] != from[axis])
                .toArray();
        return axes.length == 0 ? gradient : reshaped(gradient.sum(axes), to);
    }

    private SDVariable unpermuted(SameDiffOp node, SDVariable gradient) {
        long[] order = ((DynamicCustomOp) node.getOp()).iArgs();
        int[] inverse = new int[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            inverse[(int) order[axis]] = axis;
        }
        return sameDiff.permute(gradient, inverse);
    }

    private List<SDVariable> parts(SameDiffOp node, SDVariable[] inputs, SDVariable gradient) {
        long[] whole = graph.shape(gradient);
        int axis = Math.floorMod((int) ((DynamicCustomOp) node.getOp()).iArgs()[0], whole.length);
        int[] begin = new int[whole.length];
        List<SDVariable> parts = new ArrayList<>();
        for (SDVariable input : inputs) {
            int[] size = Arrays.stream(graph.shape(input)).mapToInt(Math::toIntExact).toArray();
            parts.add(sameDiff.slice(gradient, begin.clone(), size));
            begin[axis] += size[axis];
        }
        return parts;
    }

    private SDVariable unsliced(SameDiffOp node, SDVariable input, SDVariable gradient) {
        long[] arguments = ((DynamicCustomOp) node.getOp()).iArgs();
        long[] whole = graph.shape(input);
        int rank = whole.length;
        long[] begin = new long[rank];
        boolean strided = node.getOp().opName().equals("strided_slice");
        int first = strided ? 5 : 0;
        boolean simple = strided
                ? arguments.length == 5 + 3 * rank && arguments[1] == 0 && arguments[3] == 0
                : arguments.length == 2 * rank;
        long[] kept = new long[rank];
        long[] cut = graph.shape(gradient);
        for (int axis = 0, from = 0; simple && axis < rank; axis++) {
            boolean fromStart = strided && (arguments[0] >> axis & 1) == 1;
            boolean shrunk = strided && (arguments[4] >> axis & 1) == 1;
            simple = !strided || arguments[5 + 2 * rank + axis] == 1;
            begin[axis] = fromStart ? 0 : Math.floorMod(arguments[first + axis], whole[axis]);
            kept[axis] = shrunk ? 1 : cut[from++];
        }
        if (!simple) {
            throw new InputException(OwnGradients.place(node) + " has arguments " + Arrays.toString(arguments)
                    + "; under a gradient penalty a slice gives begin and end of each axis and has stride 1");
        }
        long[] after = new long[rank];
        Arrays.setAll(after, axis -> whole[axis] - begin[axis] - kept[axis]);
        return padded(reshaped(gradient, kept), begin, after);
    }

    private SDVariable padded(SDVariable variable, long[] before, long[] after) {
        if (Arrays.stream(before).allMatch(n -> n == 0) && Arrays.stream(after).allMatch(n -> n == 0)) {
            return variable;
        }
        int[][] amounts = new int[before.length][];
        Arrays.setAll(amounts, axis -> new int[] {(int) before[axis], (int) after[axis]});
        return sameDiff.nn().pad(variable, sameDiff.constant(Nd4j.createFromArray(amounts)), 0);
    }

    /** Passes the gradient of a sum or mean on to each element that went into it. */
    private SDVariable spread(SameDiffOp node, SDVariable input, SDVariable gradient) {
        if (!(node.getOp() instanceof BaseReduceOp reduction)) {
            throw new InputException(OwnGradients.place(node) + " is not SameDiff's own reduction; use sum or mean");
        }
        long[] from = graph.shape(input);
        long[] kept = from.clone();
        for (int axis : ReducedAxes.of(reduction, from.length)) {
            kept[axis] = 1;
        }
        boolean mean = reduction.opName().equals("reduce_mean");
        double factor = mean ? (double) product(kept) / product(from) : 1;
        INDArray factors = Nd4j.valueArrayOf(from, factor, graph.type());
        return reshaped(gradient, kept).mul(sameDiff.constant(factors));
    }

    private static long product(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
