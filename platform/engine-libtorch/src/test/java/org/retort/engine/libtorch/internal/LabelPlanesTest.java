package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.state.InitialValues;

class LabelPlanesTest {
    private static final int LABELS = 3;

    /** An image with its label behind it, and a convolution over both. */
    private record Net(ModelGraph graph, SDVariable output) {
        static Net of(int images, int size, Convolution geometry) {
            ModelGraph graph = new ModelGraph(DataType.FLOAT);
            SDVariable image = graph.placeholder("image", images, 2, size, size);
            SDVariable label = graph.placeholder("label", images, LABELS);
            NetworkBuilder net = graph.draw("net").builder();
            return new Net(graph, net.convolution("a", net.labelConcat(image, label), 4, geometry));
        }

        /** A label of as many rows as are given, each of its numbers on as many planes as are given. */
        static Net ofTiledLabel(int rows, int planes) {
            return ofLabel(rows, (graph, label) -> graph.sameDiff().tile(label, 1, planes, 12 / rows, 12));
        }

        /** An image with what is made of a label of as many rows as are given, and a convolution over both. */
        static Net ofLabel(int rows, BiFunction<ModelGraph, SDVariable, SDVariable> behind) {
            ModelGraph graph = new ModelGraph(DataType.FLOAT);
            SDVariable image = graph.placeholder("image", 1, 2, 12, 12);
            SDVariable label = graph.placeholder("label", 1, LABELS, rows, 1);
            NetworkBuilder net = graph.draw("net").builder();
            return new Net(graph, net.convolution(
                    "a", graph.sameDiff().concat(1, image, behind.apply(graph, label)), 4, Convolution.of(7, 1, 3)));
        }

        List<String> ops() {
            return ops(Schedule.of(graph, List.of(output.name())).parameters().keySet());
        }

        List<String> ops(Set<String> fixed) {
            Schedule schedule = Schedule.of(graph, List.of(output.name()));
            List<Node> nodes = schedule.steps().stream().map(Node::of).toList();
            return new LabelPlanes()
                    .apply(nodes, new Rewrite.Context(schedule, Set.of(output.name()), Set.of(), fixed))
                    .stream().map(Node::op).toList();
        }
    }

    /** A program that trains draws the planes, so it is the one to compare with. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 12, 7, 1e-5", "FLOAT32, 7, 7, 1e-5", "FLOAT32, 5, 1, 1e-5", "BFLOAT16_MIXED, 12, 7, 2e-2"})
    void planesThatAreNotDrawnCountAllTheSame(Precision precision, int size, int kernel, float tolerance) {
        Net net = Net.of(1, size, Convolution.of(kernel, 1, kernel / 2));
        String gradient = Gradients.of(net.graph(), net.graph().sameDiff().math().square(net.output()).mean(),
                        net.graph().parameters("net").values())
                .values().iterator().next().name();
        String parameter = net.graph().parameters("net").keySet().iterator().next();
        Tensor image = Tensor.zeros(1, 2, size, size);
        for (int i = 0; i < image.data().length; i++) {
            image.data()[i] = (float) Math.sin(i);
        }
        try (EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 1, precision))) {
            Parameters parameters = session.allocate(net.graph().layout("net"));
            Program trains = session.compile(new ProgramSpec("trains", net.graph(), List.of(net.output().name()),
                    Map.of("net", parameters), Map.of("net", Map.of(parameter, gradient))));
            Program translates = session.compile(new ProgramSpec("translates", net.graph(),
                    List.of(net.output().name()), Map.of("net", parameters), Map.of()));
            trains.profile(true);
            translates.profile(true);
            for (int seed = 1; seed <= 2; seed++) {
                parameters.write(InitialValues.of(net.graph(), "net", seed));
                for (float[] label : new float[][] {{0, 0, 0}, {1, 0, 0}, {0.5f, -1, 2}}) {
                    Map<String, Tensor> inputs = Map.of("image", image, "label", new Tensor(new long[] {1, LABELS}, label));

                    assertThat(translates.run(inputs).get(net.output().name()).data()).containsExactly(
                            trains.run(inputs).get(net.output().name()).data(), within(tolerance));
                }
            }
            assertThat(trains.profiled()).doesNotContainKey(LabelPlanes.NAME);
            assertThat(translates.profiled().containsKey(LabelPlanes.NAME))
                    .isEqualTo(OneDnn.available(precision == Precision.BFLOAT16_MIXED));
        }
    }

    @Test
    void aConvolutionOverLabelPlanesReadsTheLabel() {
        assertThat(Net.of(1, 12, Convolution.of(7, 1, 3)).ops()).contains(LabelPlanes.NAME).doesNotContain("conv2d");
    }

    @Test
    void otherConvolutionsStayAsTheyAre() {
        assertThat(Net.of(2, 12, Convolution.of(7, 1, 3)).ops()).as("two images").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.of(1, 12, Convolution.of(7, 2, 3)).ops()).as("stride 2").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.of(1, 12, Convolution.of(7, 1, 3).withBias()).ops()).as("bias").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.of(1, 12, Convolution.of(7, 1, 2)).ops()).as("less padding").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.of(1, 5, Convolution.of(7, 1, 3)).ops()).as("a small image").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.of(1, 12, Convolution.of(7, 1, 3)).ops(Set.of())).as("training").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.ofTiledLabel(1, 2).ops()).as("each number twice").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.ofTiledLabel(12, 1).ops()).as("a label for each row").doesNotContain(LabelPlanes.NAME);
        assertThat(Net.ofLabel(1, (graph, label) -> label.mul(graph.placeholder("mask", 1, 1, 12, 12))).ops())
                .as("planes that differ from pixel to pixel").doesNotContain(LabelPlanes.NAME);
    }
}
