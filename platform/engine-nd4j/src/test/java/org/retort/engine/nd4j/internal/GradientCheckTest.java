package org.retort.engine.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;

/** Gradients of every block and of the ops of losses against central differences, in 64 bits. */
class GradientCheckTest {
    private static final double TOLERANCE = 1e-7;

    private static Arguments block(String name, BiFunction<NetworkBuilder, SDVariable, SDVariable> draw) {
        return Arguments.of(name, draw);
    }

    private static Arguments op(String name, BiFunction<SameDiff, SDVariable, SDVariable> draw) {
        BiFunction<NetworkBuilder, SDVariable, SDVariable> block = (builder, x) -> draw.apply(builder.graph(), x);
        return Arguments.of(name, block);
    }

    static Stream<Arguments> blocks() {
        return Stream.of(
                block("convolution 3x3", (n, x) -> n.convolution("c", x, 5, Convolution.of(3, 1, 1))),
                block("convolution 4x4 stride 2", (n, x) -> n.convolution("c", x, 5, Convolution.of(4, 2, 1).withBias())),
                block("convolution 1x1", (n, x) -> n.convolution("c", x, 5, Convolution.of(1, 1, 0))),
                block("convolution with remainder", (n, x) -> n.convolution("c", x, 5, Convolution.of(3, 2, 0))),
                block("transposed", (n, x) -> n.transposedConvolution("c", x, 3, Convolution.of(4, 2, 1))),
                block("transposed with bias",
                        (n, x) -> n.transposedConvolution("c", x, 3, Convolution.of(4, 2, 1).withBias())),
                block("depthwise", (n, x) -> n.depthwiseConvolution("c", x, Convolution.of(3, 1, 1))),
                block("depthwise stride 2", (n, x) -> n.depthwiseConvolution("c", x, Convolution.of(4, 2, 1).withBias())),
                block("instance norm", (n, x) -> n.instanceNorm("i", x)),
                block("relu", (n, x) -> n.relu(x)),
                block("leaky relu", (n, x) -> n.leakyRelu(x, 0.01)),
                block("tanh", (n, x) -> n.tanh(x)),
                block("add", (n, x) -> n.add(x, n.convolution("c", x, 4, Convolution.of(3, 1, 1)))),
                block("concat", (n, x) -> n.concatChannels(x, n.tanh(x))),
                block("fuse", (n, x) -> n.fuse("f", 3, x, n.tanh(x))),
                block("label", (n, x) -> n.labelConcat(x, n.graph().math().tanh(n.parameter(
                        "label", Initializer.ONES, 2, 3)))));
    }

    static Stream<Arguments> ops() {
        return Stream.of(
                op("sigmoid", (sd, x) -> sd.nn().sigmoid(x)),
                op("softplus", (sd, x) -> sd.nn().softplus(x)),
                op("log sigmoid cross entropy", (sd, x) -> sd.nn().softplus(x).sub(x.mul(0.3))),
                op("softmax", (sd, x) -> sd.nn().softmax(sd.reshape(x, 2, -1), 1)),
                op("log softmax", (sd, x) -> sd.nn().logSoftmax(sd.reshape(x, 2, -1), 1)),
                op("abs", (sd, x) -> sd.math().abs(x)),
                op("square", (sd, x) -> sd.math().square(x)),
                op("sqrt", (sd, x) -> sd.math().sqrt(x.mul(x).add(0.1))),
                op("exp", (sd, x) -> sd.math().exp(x)),
                op("log", (sd, x) -> sd.math().log(x.mul(x).add(0.1))),
                op("max(x, 0) of a scalar", (sd, x) -> sd.nn().relu(x.mean(), 0)),
                op("max(x, 0)", (sd, x) -> sd.max(x, sd.constant(Nd4j.scalar(0.0)))),
                op("mean over H and W", (sd, x) -> x.mean(2, 3)),
                op("mean over C kept", (sd, x) -> x.mean(true, 1)),
                op("sum over all but N", (sd, x) -> x.sum(1, 2, 3)),
                op("negation", (sd, x) -> x.neg()),
                op("1 - x", (sd, x) -> x.rsub(1.0)),
                op("x / 3", (sd, x) -> x.div(3)),
                op("x / y", (sd, x) -> x.div(x.mul(x).add(1))),
                op("broadcast multiply", (sd, x) -> x.mul(x.mean(true, 1, 2, 3))),
                op("broadcast add", (sd, x) -> x.add(x.mean(true, 2, 3))),
                op("broadcast subtract", (sd, x) -> x.sub(x.mean(true, 0))),
                op("broadcast divide", (sd, x) -> x.div(sd.math().square(x).mean(true, 1, 2, 3).add(0.1))),
                op("plus a scalar variable", (sd, x) -> x.add(sd.math().square(x).mean())),
                op("minus a scalar variable", (sd, x) -> x.sub(sd.math().square(x).mean())),
                op("times a scalar variable", (sd, x) -> x.mul(sd.math().square(x).mean())),
                op("divided by a scalar variable", (sd, x) -> x.div(sd.math().square(x).mean())),
                op("scalar variable divided", (sd, x) -> x.mean().div(sd.math().square(x).add(0.1))),
                op("scalar variable minus", (sd, x) -> x.mean().sub(x)),
                op("scalars divided", (sd, x) -> x.mean().div(sd.math().square(x).mean())),
                op("divided by a row", (sd, x) -> x.div(sd.math().square(x).mean(0, 1, 2).add(0.1))),
                op("pairs of rows", (sd, x) -> sd.reshape(x, 2, 1, 120).sub(sd.reshape(x, 1, 2, 120))),
                op("times ones of rank 6", (sd, x) -> sd.reshape(x, 8, 6, 1, 5, 1)
                        .mul(sd.constant(Nd4j.ones(DataType.DOUBLE, 1, 1, 2, 1, 3)))),
                op("concat along N", (sd, x) -> sd.concat(0, x, sd.math().tanh(x))),
                op("slice", (sd, x) -> sd.slice(x, new int[] {1, 0, 0, 0}, 1, 4, 6, 5)),
                op("strided slice", (sd, x) -> x.get(SDIndex.interval(0, 1))),
                op("reshape", (sd, x) -> sd.reshape(x, 2, 4, -1)),
                op("expand and squeeze", (sd, x) -> sd.squeeze(sd.expandDims(x, 1), 1)),
                op("permute", (sd, x) -> sd.permute(x, 0, 2, 3, 1)),
                op("tile", (sd, x) -> sd.tile(x, 1, 1, 2, 3)),
                op("matrix product", (sd, x) -> {
                    SDVariable flat = sd.reshape(x, 2, 4, 30);
                    return sd.mmul(flat, flat, false, true, false);
                }),
                op("power", (sd, x) -> x.mul(x).add(0.1).pow(1.5)),
                op("clip", (sd, x) -> sd.math().clipByValue(x, -0.5, 0.5)),
                op("mean of squared differences", (sd, x) -> sd.math().square(x.sub(x.mean(true, 1, 2, 3))).mean(1, 2, 3)),
                op("unbiased variance", (sd, x) -> sd.variance(x, true, 2, 3)),
                op("average pooling", (sd, x) -> sd.cnn().avgPooling2d(x,
                        Pooling2DConfig.builder()
                                .kH(2).kW(2).sH(2).sW(2).isNHWC(false).build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"blocks", "ops"})
    void gradientsAgreeWithCentralDifferences(String name, BiFunction<NetworkBuilder, SDVariable, SDVariable> draw) {
        ModelGraph graph = new ModelGraph(DataType.DOUBLE);
        SDVariable x = graph.placeholder("x", 2, 4, 6, 5);
        SDVariable y = draw.apply(graph.draw("net").builder(), x);
        long[] shape = graph.shape(y);
        SDVariable loss = y.mul(graph.placeholder("direction", shape)).sum();
        List<SDVariable> inputs = new ArrayList<>(graph.parameters("net").values());
        inputs.add(x);
        Map<String, SDVariable> gradients = Gradients.of(graph, loss, inputs);
        List<SDVariable> wanted = new ArrayList<>(gradients.values());
        wanted.add(loss);

        assertThat(gradients).containsOnlyKeys(inputs.stream().map(SDVariable::name).toList());
        try (DoubleRun run = new DoubleRun(graph, wanted, -1, 1)) {
            gradients.forEach((input, gradient) -> {
                assertThat(graph.shape(gradient)).as(input).isEqualTo(graph.shape(graph.sameDiff().getVariable(input)));
                assertThat(run.error(loss, input, gradient)).as(input).isLessThan(TOLERANCE);
            });
        }
    }
}
