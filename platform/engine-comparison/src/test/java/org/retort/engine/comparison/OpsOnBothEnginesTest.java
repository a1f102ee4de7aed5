package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.DataFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.random.RandomStream;
import org.retort.engine.graph.ModelGraph;

/** Every block of the builder and every op that losses use, forward and gradient, on both engines. */
class OpsOnBothEnginesTest {
    private static Arguments block(String name, BiFunction<NetworkBuilder, SDVariable, SDVariable> draw) {
        return Arguments.of(name, draw);
    }

    private static Arguments op(String name, BiFunction<SameDiff, SDVariable, SDVariable> draw) {
        BiFunction<NetworkBuilder, SDVariable, SDVariable> block = (builder, x) -> draw.apply(builder.graph(), x);
        return Arguments.of(name, block);
    }

    private static Pooling2DConfig halving() {
        return Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).isNHWC(false).build();
    }

    private static SDVariable flat(SameDiff sd, SDVariable x) {
        return sd.reshape(x, x.getShape()[0], -1);
    }

    static Stream<Arguments> blocks() {
        return Stream.of(
                block("convolution 3x3", (n, x) -> n.convolution("c", x, 5, Convolution.of(3, 1, 1))),
                block("convolution 4x4 stride 2", (n, x) -> n.convolution("c", x, 5, Convolution.of(4, 2, 1).withBias())),
                block("convolution 1x1", (n, x) -> n.convolution("c", x, 5, Convolution.of(1, 1, 0))),
                block("convolution with remainder", (n, x) -> n.convolution("c", x, 5, Convolution.of(3, 2, 0))),
                block("convolution 7x7 to 1 channel", (n, x) -> n.convolution("c", x, 1, Convolution.of(7, 1, 3))),
                block("convolution 7x7 stride 2 to 1 channel", (n, x) -> n.convolution("c", x, 1, Convolution.of(7, 2, 3))),
                block("convolution 7x7 to 3 channels", (n, x) -> n.convolution("c", x, 3, Convolution.of(7, 1, 3))),
                block("convolution 5x5 to 2 channels, padded by 1",
                        (n, x) -> n.convolution("c", x, 2, Convolution.of(5, 1, 1))),
                block("convolution 5x5 to 2 channels with bias",
                        (n, x) -> n.convolution("c", x, 2, Convolution.of(5, 1, 2).withBias())),
                block("convolution 5x5 to 2 channels with a border wider than it",
                        (n, x) -> n.convolution("c", x, 2, Convolution.of(5, 1, 6))),
                block("transposed", (n, x) -> n.transposedConvolution("c", x, 3, Convolution.of(4, 2, 1))),
                block("transposed with bias",
                        (n, x) -> n.transposedConvolution("c", x, 3, Convolution.of(4, 2, 1).withBias())),
                block("depthwise", (n, x) -> n.depthwiseConvolution("c", x, Convolution.of(3, 1, 1))),
                block("depthwise stride 2", (n, x) -> n.depthwiseConvolution("c", x, Convolution.of(4, 2, 1).withBias())),
                block("depthwise of one channel", (n, x) -> n.depthwiseConvolution("c",
                        n.convolution("d", x, 1, Convolution.of(1, 1, 0)), Convolution.of(5, 1, 2).withBias())),
                block("instance norm", (n, x) -> n.instanceNorm("i", x)),
                block("instance norm of one image", (n, x) -> n.instanceNorm("i", n.graph().slice(
                        x, new int[] {1, 0, 0, 0}, 1, (int) n.shape(x)[1], (int) n.shape(x)[2], (int) n.shape(x)[3]))),
                block("instance norm of a large map",
                        (n, x) -> n.instanceNorm("i", n.graph().tile(x, 1, 1, 8, 8))),
                block("instance norm, leaky relu of a large map",
                        (n, x) -> n.leakyRelu(n.instanceNorm("i", n.graph().tile(x, 1, 1, 8, 8)), 0.1)),
                block("instance norm, relu", (n, x) -> n.relu(n.instanceNorm("i", x))),
                block("convolution, instance norm, relu, twice", (n, x) -> {
                    SDVariable y = n.relu(n.instanceNorm("i", n.convolution("c", x, 6, Convolution.of(3, 1, 1))));
                    return n.add(y, n.instanceNorm("j", n.convolution("d", y, 6, Convolution.of(3, 1, 1))));
                }),
                block("convolution, leaky relu, twice", (n, x) -> n.leakyRelu(n.convolution("d",
                        n.leakyRelu(n.convolution("c", x, 6, Convolution.of(4, 2, 1).withBias()), 0.01),
                        3, Convolution.of(3, 1, 1).withBias()), 0.01)),
                block("relu", (n, x) -> n.relu(x)),
                block("leaky relu", (n, x) -> n.leakyRelu(x, 0.01)),
                block("tanh", (n, x) -> n.tanh(x)),
                block("add", (n, x) -> n.add(x, n.convolution("c", x, n.channels(x), Convolution.of(3, 1, 1)))),
                block("concat", (n, x) -> n.concatChannels(x, n.tanh(x))),
                block("fuse", (n, x) -> n.fuse("f", 3, x, n.tanh(x))),
                block("label", (n, x) -> n.labelConcat(x, n.graph().math().tanh(n.parameter(
                        "label", Initializer.ONES, n.shape(x)[0], 3)))));
    }

    static Stream<Arguments> ops() {
        return Stream.of(
                op("sigmoid", (sd, x) -> sd.nn().sigmoid(x)),
                op("softplus", (sd, x) -> sd.nn().softplus(x)),
                op("swish", (sd, x) -> sd.nn().swish(x)),
                op("gelu", (sd, x) -> sd.nn().gelu(x)),
                op("elu", (sd, x) -> sd.nn().elu(x)),
                op("softmax", (sd, x) -> sd.nn().softmax(flat(sd, x), 1)),
                op("log softmax", (sd, x) -> sd.nn().logSoftmax(flat(sd, x), 1)),
                op("abs", (sd, x) -> sd.math().abs(x)),
                op("square", (sd, x) -> sd.math().square(x)),
                op("sqrt", (sd, x) -> sd.math().sqrt(x.mul(x).add(0.1))),
                op("exp", (sd, x) -> sd.math().exp(x)),
                op("log", (sd, x) -> sd.math().log(x.mul(x).add(0.1))),
                op("max(x, 0) of a scalar", (sd, x) -> sd.nn().relu(x.mean(), 0)),
                op("max(x, 0)", (sd, x) -> sd.max(x, sd.constant(Nd4j.scalar(0f)))),
                op("min", (sd, x) -> sd.min(x, x.mul(2))),
                op("squared difference", (sd, x) -> x.squaredDifference(x.mul(2).add(1))),
                op("mean over H and W", (sd, x) -> x.mean(2, 3)),
                op("mean over C kept", (sd, x) -> x.mean(true, 1)),
                op("sum over all but N", (sd, x) -> x.sum(1, 2, 3)),
                op("maximum over C", (sd, x) -> x.max(1)),
                op("minimum over C", (sd, x) -> x.min(1)),
                op("norm 1 over C", (sd, x) -> x.norm1(1)),
                op("norm 2 over C", (sd, x) -> x.norm2(1)),
                op("negation", (sd, x) -> x.neg()),
                op("1 - x", (sd, x) -> x.rsub(1.0)),
                op("x - 1", (sd, x) -> x.sub(1.0)),
                op("x / 3", (sd, x) -> x.div(3)),
                op("2 / x", (sd, x) -> x.mul(x).add(1).rdiv(2.0)),
                op("x / y", (sd, x) -> x.div(x.mul(x).add(1))),
                op("broadcast multiply", (sd, x) -> x.mul(x.mean(true, 1, 2, 3))),
                op("broadcast add", (sd, x) -> x.add(x.mean(true, 2, 3))),
                op("broadcast subtract", (sd, x) -> x.sub(x.mean(true, 0))),
                op("broadcast divide", (sd, x) -> x.div(sd.math().square(x).mean(true, 1, 2, 3).add(0.1))),
                op("concat along N", (sd, x) -> sd.concat(0, x, sd.math().tanh(x))),
                op("stack", (sd, x) -> sd.stack(0, x, sd.math().tanh(x))),
                op("slice", (sd, x) -> sd.slice(x, new int[] {1, 0, 0, 0}, 1, 3, 2, 2)),
                op("strided slice", (sd, x) -> x.get(SDIndex.interval(0, 1))),
                op("point", (sd, x) -> x.get(SDIndex.point(1), SDIndex.all(), SDIndex.interval(1, 3), SDIndex.all())),
                op("reshape", (sd, x) -> sd.reshape(x, x.getShape()[0], x.getShape()[1], -1)),
                op("expand and squeeze", (sd, x) -> sd.squeeze(sd.expandDims(x, 1), 1)),
                op("permute", (sd, x) -> sd.permute(x, 0, 2, 3, 1)),
                op("tile", (sd, x) -> sd.tile(x, 1, 1, 2, 3)),
                op("pad", (sd, x) -> sd.nn().pad(x,
                        sd.constant(Nd4j.createFromArray(new int[][] {{0, 0}, {0, 0}, {1, 2}, {0, 1}})), 0)),
                op("depth to space", (sd, x) -> sd.cnn().depthToSpace(sd.concat(1, x, x, x, x), 2, DataFormat.NCHW)),
                op("matrix product", (sd, x) -> {
                    SDVariable y = sd.reshape(x, x.getShape()[0], x.getShape()[1], -1);
                    return sd.mmul(y, y, false, true, false);
                }),
                op("linear", (sd, x) -> sd.nn().linear(
                        flat(sd, x), sd.math().tanh(sd.transpose(flat(sd, x))),
                        sd.constant(Nd4j.ones(DataType.FLOAT, x.getShape()[0])))),
                op("power", (sd, x) -> x.mul(x).add(0.1).pow(1.5)),
                op("clip", (sd, x) -> sd.math().clipByValue(x, -0.5, 0.5)),
                op("mask", (sd, x) -> x.mul(x.gt(0).castTo(DataType.FLOAT))),
                op("mean of squared differences", (sd, x) -> sd.math().square(x.sub(x.mean(true, 1, 2, 3))).mean(1, 2, 3)),
                op("unbiased variance", (sd, x) -> sd.variance(x, true, 2, 3)),
                op("unbiased deviation", (sd, x) -> sd.standardDeviation(x, true, 2, 3)),
                op("standardize", (sd, x) -> sd.math().standardize(x, 2, 3)),
                op("average pooling", (sd, x) -> sd.cnn().avgPooling2d(x, halving())),
                op("maximum pooling", (sd, x) -> sd.cnn().maxPooling2d(x, halving())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"blocks", "ops"})
    void bothEnginesAgree(String name, BiFunction<NetworkBuilder, SDVariable, SDVariable> draw) {
        for (long seed = 1; seed <= 2; seed++) {
            RandomStream random = RandomStream.of(seed, name);
            long[] shape = {2 + (long) random.uniform(0, 2), 3 + (long) random.uniform(0, 6),
                4 + (long) random.uniform(0, 6), 4 + (long) random.uniform(0, 6)};
            ModelGraph graph = new ModelGraph(DataType.FLOAT);
            SDVariable x = graph.placeholder("x", shape);
            SDVariable y = draw.apply(graph.draw("net").builder(), x);
            SDVariable loss = y.mul(graph.placeholder("direction", graph.shape(y))).sum();

            assertThat(Engines.differences(graph, List.of(y), loss, seed))
                    .as("shape %s", java.util.Arrays.toString(shape))
                    .allSatisfy((variable, difference) -> assertThat(difference).as(variable).isLessThan(1e-4));
        }
    }
}
