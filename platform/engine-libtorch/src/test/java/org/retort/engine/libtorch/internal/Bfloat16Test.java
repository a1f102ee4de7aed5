package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.schedule.Schedule;

/** Convolutions whose numbers are bfloat16. */
class Bfloat16Test {
    /** Rounding to bfloat16, of 8 binary digits, changes a number by no more than this share. */
    private static final double HALF_A_STEP = 1 / 256.0;

    /** Computes in whatever it is given, such as double precision. */
    private static final KernelLibrary EXACT = new KernelLibrary(true, false);

    private final Natives natives = new Natives();
    private final Schedule schedule;
    private final Set<String> read = new HashSet<>();

    /** Every kind of convolution with its gradient. */
    Bfloat16Test() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 2, 8, 12, 12);
        NetworkBuilder net = graph.draw("net").builder();
        SDVariable y = net.relu(net.convolution("biased", x, 16, Convolution.of(4, 2, 1).withBias()));
        y = net.depthwiseConvolution("depthwise", y, Convolution.of(3, 1, 1));
        y = net.relu(net.transposedConvolution("transposed", y, 8, Convolution.of(4, 2, 1)));
        y = net.tanh(net.convolution("thin", y, 1, Convolution.of(7, 1, 3)));
        Gradients.of(graph, graph.sameDiff().math().square(y).mean(), graph.parameters("net").values())
                .values().forEach(gradient -> read.add(gradient.name()));
        schedule = Schedule.of(graph, List.copyOf(read));
        schedule.steps().forEach(step -> read.addAll(step.inputs()));
    }

    @AfterEach
    void close() {
        natives.close();
    }

    private Site half(Node node) {
        return new Site(node.between(node.inputs(), node.outputs(), true), schedule, read, 1, natives,
                new PackedWeights(natives));
    }

    private static Tensor[] to(torch.ScalarType type, Tensor... tensors) {
        return Stream.of(tensors).map(tensor -> tensor == null ? null : tensor.to(type)).toArray(Tensor[]::new);
    }

    private static double largest(Tensor tensor) {
        return tensor.abs().max().to(torch.ScalarType.Float).item_float();
    }

    /** A comparison with double precision. */
    private interface Comparison {
        void of(String op, Tensor exact, Tensor error);
    }

    /** Compares the convolutions and gradients of a library of kernels, on random numbers. */
    private void compare(KernelLibrary.Factory library, Comparison comparison) {
        Set<String> compared = new TreeSet<>();
        torch.manual_seed(1);
        try (NoGradGuard guard = new NoGradGuard()) {
            schedule.steps().stream().map(Node::of).filter(node -> Convolutions.NODES.contains(node.op())).forEach(node -> {
                Site site = half(node);
                Tensor[] inputs = new Tensor[site.inputs()];
                Arrays.setAll(inputs, i -> torch.randn(site.inputShape(i)).to(torch.ScalarType.BFloat16));
                Tensor[] exact = EXACT.bind(site.inFloats()).run(to(torch.ScalarType.Double, inputs));
                Tensor[] found = library.bind(site).run(inputs);

                for (int i = 0; i < exact.length; i++) {
                    if (exact[i] == null) {
                        assertThat(i >= found.length || found[i] == null).as(node.op()).isTrue();
                        continue;
                    }
                    compared.add(node.op());
                    assertThat(found[i].scalar_type().intern()).isEqualTo(torch.ScalarType.BFloat16);
                    comparison.of(node.op(), exact[i], found[i].to(torch.ScalarType.Double).sub(exact[i]));
                }
            });
        }
        Set<String> convolutions = new TreeSet<>(Convolutions.NODES);
        convolutions.remove(LabelPlanes.NAME);
        assertThat(compared).isEqualTo(convolutions);
    }

    @Test
    void imitatedConvolutionsAndTheirGradientsAreThoseOfDoublePrecisionRounded() {
        compare(ImitatedBfloat16.around(EXACT::bind), (op, exact, error) ->
                assertThat(largest(error.div(exact.abs().add(new Scalar(1e-3))))).as(op)
                        .isLessThan(HALF_A_STEP)
                        .isGreaterThan(HALF_A_STEP / 2));
    }

    /** By its own instructions where it has them; a thin convolution then rounds each row of its kernel. */
    @Test
    void convolutionsAndTheirGradientsAsThisCpuDoesThemAreThoseOfDoublePrecisionRoundedTwiceAtMost() {
        compare(new KernelLibrary(true, true)::bind, (op, exact, error) ->
                assertThat(largest(error)).as(op)
                        .isLessThan(2 * HALF_A_STEP * largest(exact))
                        .isGreaterThan(HALF_A_STEP / 8 * largest(exact)));
    }

    @Test
    void imitatingIsDoneInFloats() {
        List<Boolean> halves = new ArrayList<>();
        Node node = Node.of(schedule.steps().get(0));

        ImitatedBfloat16.around(site -> {
            halves.add(site.half());
            return in -> {
                halves.add(in[0].scalar_type().intern() == torch.ScalarType.BFloat16);
                return new Tensor[] {null};
            };
        }).bind(half(node)).run(new Tensor[] {torch.zeros(1).to(torch.ScalarType.BFloat16)});

        assertThat(halves).containsExactly(false, false);
    }
}
