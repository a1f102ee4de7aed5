package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.state.InitialValues;

class RewriteTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);
    private final List<String> wanted = new ArrayList<>();

    /** A network in which every rewrite finds work: a residual block, and rectifiers of both kinds. */
    RewriteTest() {
        SDVariable x = graph.placeholder("x", 3, 2, 8, 8);
        NetworkBuilder net = graph.draw("net").builder();
        SDVariable y = net.relu(net.instanceNorm("norm", net.convolution("a", x, 6, Convolution.of(3, 1, 1))));
        SDVariable z = net.instanceNorm("norm2", net.convolution("b", y, 6, Convolution.of(3, 1, 1)));
        y = net.leakyRelu(net.convolution("c", net.add(y, z), 4, Convolution.of(4, 2, 1).withBias()), 0.1);
        y = net.tanh(net.transposedConvolution("d", y, 2, Convolution.of(4, 2, 1)));
        SDVariable loss = graph.sameDiff().math().abs(y.sub(x)).mean();
        wanted.add(loss.name());
        wanted.add(y.name());
        Gradients.of(graph, loss, graph.parameters("net").values()).values().forEach(g -> wanted.add(g.name()));
    }

    private static EngineSettings settings(Precision precision) {
        return new EngineSettings("cpu", 1, precision);
    }

    private List<Node> nodes() {
        return Schedule.of(graph, wanted).steps().stream().map(Node::of).toList();
    }

    private List<Node> rewritten(Rewrite... rewrites) {
        return Rewrite.apply(List.of(rewrites), nodes(),
                new Rewrite.Context(Schedule.of(graph, wanted), new HashSet<>(wanted), Set.of(), Set.of()));
    }

    private Map<String, Tensor> run(Rewrite... rewrites) {
        Tensor input = Tensor.zeros(3, 2, 8, 8);
        RandomStream random = RandomStream.of(1, "x");
        for (int i = 0; i < input.data().length; i++) {
            input.data()[i] = (float) random.uniform(-1, 1);
        }
        try (TorchRuntime runtime =
                new TorchRuntime(settings(Precision.FLOAT32), List.of(rewrites), null, null)) {
            runtime.enter();
            try (TorchParameters parameters = new TorchParameters(graph.layout("net"), runtime.tensors())) {
                parameters.write(InitialValues.of(graph, "net", 1));
                ProgramSpec spec = new ProgramSpec("test", graph, wanted, Map.of("net", parameters), Map.of());
                try (TorchProgram program = new TorchProgram(spec, runtime)) {
                    return new LinkedHashMap<>(program.run(Map.of("x", input)));
                }
            }
        }
    }

    static Stream<Arguments> exact() {
        return Stream.of(
                Arguments.of("gradients from outputs", new Rewrite[] {new GradientFromOutput()}),
                Arguments.of("norms with rectifiers", new Rewrite[] {new NormThenRectifier()}),
                Arguments.of("in place", new Rewrite[] {new InPlace()}),
                Arguments.of("all", Rewrite.of(settings(Precision.FLOAT32)).toArray(Rewrite[]::new)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exact")
    void aRewrittenProgramComputesTheSameBits(String name, Rewrite[] rewrites) {
        Map<String, Tensor> expected = run();

        run(rewrites).forEach((variable, found) ->
                assertThat(found.data()).as(variable).isEqualTo(expected.get(variable).data()));
    }

    @Test
    void convolutionsInBfloat16ComputeAboutTheSame() {
        Map<String, Tensor> expected = run();

        run(Rewrite.of(settings(Precision.BFLOAT16_MIXED)).toArray(Rewrite[]::new)).forEach((variable, found) -> {
            float[] values = expected.get(variable).data();
            float largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(found.data()).as(variable).containsExactly(values, within(0.06f * largest));
        });
    }

    @Test
    void aCudaDeviceDrawsTheLabelsPlanesSinceItHasNoOneDnn() {
        assertThat(Rewrite.of(new EngineSettings("cuda:0", 1, Precision.FLOAT32)))
                .hasAtLeastOneElementOfType(DepthwiseWeights.class)
                .doesNotHaveAnyElementsOfTypes(LabelPlanes.class);
    }

    @Test
    void aRectifierJoinsTheNormBeforeIt() {
        List<Node> found = rewritten(new GradientFromOutput(), new NormThenRectifier());

        assertThat(found).extracting(Node::op).contains(NormThenRectifier.NAME, "instance_norm").doesNotContain("relu");
    }

    @Test
    void aRectifierThatAnotherReadsTheInputOfStaysAlone() {
        assertThat(rewritten(new NormThenRectifier())).extracting(Node::op).contains("relu");
    }

    @Test
    void lossesStayInFloats() {
        List<Node> found = rewritten(Rewrite.of(settings(Precision.BFLOAT16_MIXED)).toArray(Rewrite[]::new));

        assertThat(found).filteredOn(node -> Set.of("subtract", "abs", "reduce_mean", "tanh").contains(node.op()))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.inputs()).noneMatch(Half::is));
        assertThat(found).filteredOn(node -> node.op().equals("conv2d"))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.inputs()).allMatch(Half::is));
    }

    @Test
    void whatIsReadLaterIsNotOverwritten() {
        List<Node> found = rewritten(new InPlace());
        Map<String, Integer> lastRead = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            for (String input : found.get(i).inputs()) {
                lastRead.put(input, i);
            }
        }

        assertThat(found).filteredOn(node -> node.overwritten() != Node.NONE).isNotEmpty().allSatisfy(node ->
                assertThat(lastRead.get(node.inputs().get(node.overwritten()))).isEqualTo(found.indexOf(node)));
    }
}
