package org.retort.engine.graph;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.engine.op.DepthwiseConvolution;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.TransposedConvolution;

/** Draws the blocks as ops of SameDiff and of {@link org.retort.engine.op}. */
final class BlockBuilder implements NetworkBuilder {
    private static final double EPSILON = 1e-5;

    private final Drawing drawing;
    private final String prefix;

    BlockBuilder(Drawing drawing, String prefix) {
        this.drawing = drawing;
        this.prefix = prefix;
    }

    @Override
    public SameDiff graph() {
        return drawing.graph().sameDiff();
    }

    @Override
    public NetworkBuilder scope(String name) {
        return new BlockBuilder(drawing, prefix + name + "/");
    }

    @Override
    public long[] shape(SDVariable variable) {
        return drawing.graph().shape(variable);
    }

    @Override
    public SDVariable parameter(String name, Initializer initializer, long... shape) {
        return drawing.parameters().parameter(prefix + name, initializer, shape);
    }

    @Override
    public SDVariable tap(String name, SDVariable variable) {
        drawing.tap(prefix + name, variable);
        return variable;
    }

    @Override
    public SDVariable convolution(String name, SDVariable input, int outputs, Convolution geometry) {
        long[] shape = featureMap(name, input);
        checkKernel(name, shape, geometry);
        int kernel = geometry.kernel();
        Initializer initializer = Initializer.fanIn(shape[1] * kernel * kernel);
        SDVariable weight = parameter(name + "/weight", initializer, outputs, shape[1], kernel, kernel);
        SDVariable output = geometry.bias()
                ? graph().cnn().conv2d(
                        input, weight, parameter(name + "/bias", initializer, outputs), config(geometry))
                : graph().cnn().conv2d(input, weight, config(geometry));
        record(name, "convolution", output, weight, geometry, elements(shape(output)) / outputs);
        return output;
    }

    @Override
    public SDVariable transposedConvolution(String name, SDVariable input, int outputs, Convolution geometry) {
        long[] shape = featureMap(name, input);
        if (geometry.transposedOutputSize((int) Math.min(shape[2], shape[3])) < 1) {
            throw tooSmall(name, shape, geometry);
        }
        int kernel = geometry.kernel();
        Initializer initializer = Initializer.fanIn((long) outputs * kernel * kernel);
        SDVariable weight = parameter(name + "/weight", initializer, shape[1], outputs, kernel, kernel);
        SDVariable[] inputs = geometry.bias()
                ? new SDVariable[] {input, weight, parameter(name + "/bias", initializer, outputs)}
                : new SDVariable[] {input, weight};
        SDVariable output = new TransposedConvolution(graph(), geometry, inputs).outputVariable();
        record(name, "transposed-convolution", output, weight, geometry, elements(shape) / shape[1]);
        return output;
    }

    @Override
    public SDVariable depthwiseConvolution(String name, SDVariable input, Convolution geometry) {
        long[] shape = featureMap(name, input);
        checkKernel(name, shape, geometry);
        int kernel = geometry.kernel();
        Initializer initializer = Initializer.fanIn((long) kernel * kernel);
        SDVariable weight = parameter(name + "/weight", initializer, shape[1], 1, kernel, kernel);
        // ND4J's layout [multiplier, channels, k, k] is the same memory where the multiplier is 1.
        SDVariable viewed = graph().reshape(weight, 1, shape[1], kernel, kernel);
        SDVariable[] inputs = geometry.bias()
                ? new SDVariable[] {input, viewed, parameter(name + "/bias", initializer, shape[1])}
                : new SDVariable[] {input, viewed};
        SDVariable output = new DepthwiseConvolution(graph(), geometry, inputs).outputVariable();
        record(name, "depthwise-convolution", output, weight, geometry, elements(shape(output)) / shape[1]);
        return output;
    }

    @Override
    public SDVariable instanceNorm(String name, SDVariable input) {
        long[] shape = featureMap(name, input);
        SDVariable gain = parameter(name + "/gain", Initializer.ONES, shape[1]);
        SDVariable bias = parameter(name + "/bias", Initializer.ZEROS, shape[1]);
        SDVariable output = new InstanceNorm(graph(), input, gain, bias, EPSILON).outputVariables()[0];
        drawing.layer(prefix + name, "instance-norm", output, 2 * shape[1], 0);
        return output;
    }

    @Override
    public SDVariable relu(SDVariable input) {
        return graph().nn().relu(input, 0);
    }

    @Override
    public SDVariable leakyRelu(SDVariable input, double slope) {
        return graph().nn().leakyRelu(input, slope);
    }

    @Override
    public SDVariable tanh(SDVariable input) {
        return graph().math().tanh(input);
    }

    @Override
    public SDVariable add(SDVariable first, SDVariable second) {
        if (!Arrays.equals(shape(first), shape(second))) {
            throw new InputException("network " + network() + " adds " + describe(first) + " and " + describe(second)
                    + "; their shapes must be equal");
        }
        return first.add(second);
    }

    @Override
    public SDVariable concatChannels(SDVariable... inputs) {
        long[] first = shape(inputs[0]);
        for (SDVariable input : inputs) {
            long[] shape = featureMap("concatenation", input);
            if (shape[0] != first[0] || shape[2] != first[2] || shape[3] != first[3]) {
                throw new InputException("network " + network() + " concatenates " + describe(inputs[0]) + " and "
                        + describe(input) + " along the channels; batch, height and width must be equal");
            }
        }
        return inputs.length == 1 ? inputs[0] : graph().concat(1, inputs);
    }

    @Override
    public SDVariable fuse(String name, int outputs, SDVariable... inputs) {
        return convolution(name, concatChannels(inputs), outputs, Convolution.of(1, 1, 0));
    }

    @Override
    public SDVariable labelConcat(SDVariable image, SDVariable label) {
        long[] shape = featureMap("label", image);
        long[] labelShape = shape(label);
        if (labelShape.length != 2 || labelShape[0] != shape[0]) {
            throw new InputException("network " + network() + " is given the label " + describe(label)
                    + " for the image " + describe(image) + "; a label is [" + shape[0] + ", labels]");
        }
        SDVariable column = graph().reshape(label, labelShape[0], labelShape[1], 1, 1);
        SDVariable tiled = graph().tile(column, 1, 1, (int) shape[2], (int) shape[3]);
        return graph().concat(1, image, tiled);
    }

    private void record(
            String name, String op, SDVariable output, SDVariable weight, Convolution geometry, long positions) {
        long[] weightShape = shape(weight);
        long weights = elements(weightShape);
        long[] outputShape = shape(output);
        long parameters = weights + (geometry.bias() ? outputShape[1] : 0);
        drawing.layer(prefix + name, op, output, parameters, weights * positions);
    }

    private long[] featureMap(String name, SDVariable input) {
        long[] shape = shape(input);
        if (shape.length != 4) {
            throw new InputException(prefix + name + " of network " + network() + " is given " + describe(input)
                    + "; it takes feature maps [batch, channels, height, width]");
        }
        return shape;
    }

    private void checkKernel(String name, long[] shape, Convolution geometry) {
        if (Math.min(shape[2], shape[3]) + 2L * geometry.padding() < geometry.kernel()) {
            throw tooSmall(name, shape, geometry);
        }
    }

    private InputException tooSmall(String name, long[] shape, Convolution geometry) {
        return new InputException(prefix + name + " of network " + network() + " has kernel " + geometry.kernel()
                + ", stride " + geometry.stride() + " and padding " + geometry.padding() + ", too much for an input of "
                + shape[2] + "x" + shape[3] + "; use larger images or fewer layers");
    }

    private String describe(SDVariable variable) {
        return variable.name() + " " + Arrays.toString(shape(variable));
    }

    private String network() {
        return drawing.parameters().network();
    }

    private static long elements(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private static Conv2DConfig config(Convolution geometry) {
        return Conv2DConfig.builder()
                .kH(geometry.kernel())
                .kW(geometry.kernel())
                .sH(geometry.stride())
                .sW(geometry.stride())
                .pH(geometry.padding())
                .pW(geometry.padding())
                .dataFormat("NCHW")
                .weightsFormat(WeightsFormat.OIYX)
                .paddingMode(PaddingMode.VALID)
                .build();
    }
}
