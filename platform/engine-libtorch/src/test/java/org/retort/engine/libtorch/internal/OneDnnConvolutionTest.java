package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.state.InitialValues;

class OneDnnConvolutionTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);
    private final String output;
    private final Map<String, String> gradients = new LinkedHashMap<>();

    /** Every kind of convolution that may be packed; the last is a thin one. */
    OneDnnConvolutionTest() {
        SDVariable x = graph.placeholder("x", 2, 8, 12, 12);
        NetworkBuilder net = graph.draw("net").builder();
        SDVariable y = net.relu(net.convolution("strided", x, 16, Convolution.of(4, 2, 1)));
        y = net.depthwiseConvolution("depthwise", y, Convolution.of(3, 1, 1));
        y = net.relu(net.convolution("pointwise", y, 16, Convolution.of(1, 1, 0)));
        y = net.relu(net.transposedConvolution("transposed", y, 8, Convolution.of(4, 2, 1)));
        y = net.tanh(net.convolution("thin", y, 1, Convolution.of(7, 1, 3)));
        output = y.name();
        Map<String, SDVariable> found = Gradients.of(
                graph, graph.sameDiff().math().square(y).mean(), graph.parameters("net").values());
        graph.parameters("net").forEach((name, variable) -> gradients.put(name, found.get(variable.name()).name()));
    }

    /** That convolutions compute what ND4J's do is for the tests over both engines; here weights change between runs. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-6", "BFLOAT16_MIXED, 1e-2"})
    void aProgramThatTrainsNothingComputesTheSameWhateverBecomesOfTheWeights(Precision precision, float tolerance) {
        Tensor input = Tensor.zeros(2, 8, 12, 12);
        RandomStream random = RandomStream.of(1, "x");
        for (int i = 0; i < input.data().length; i++) {
            input.data()[i] = (float) random.uniform(-1, 1);
        }
        try (EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 1, precision))) {
            Parameters parameters = session.allocate(graph.layout("net"));
            Program trains = session.compile(new ProgramSpec(
                    "trains", graph, List.of(output), Map.of("net", parameters), Map.of("net", gradients)));
            Program translates = session.compile(new ProgramSpec(
                    "translates", graph, List.of(output), Map.of("net", parameters), Map.of()));
            Runnable compared = () -> assertThat(translates.run(Map.of("x", input)).get(output).data())
                    .containsExactly(trains.run(Map.of("x", input)).get(output).data(), within(tolerance));

            parameters.write(InitialValues.of(graph, "net", 1));
            compared.run();
            compared.run();

            parameters.write(InitialValues.of(graph, "net", 2));
            compared.run();

            session.adam(parameters, AdamSettings.STARGAN).step(0.1);
            compared.run();
        }
    }

    /** A constant of one value is kept as one number. */
    @Test
    void aBiasMayBeOneNumber() {
        ModelGraph biased = new ModelGraph(DataType.FLOAT);
        SDVariable x = biased.placeholder("x", 2, 8, 12, 12);
        SDVariable y = biased.draw("net").builder().convolution("biased", x, 16, Convolution.of(3, 1, 1).withBias());
        Schedule schedule = Schedule.of(biased, List.of(y.name()));
        try (Natives natives = new Natives(); NoGradGuard guard = new NoGradGuard()) {
            Kernel kernel = new KernelLibrary(true, true).bind(new Site(
                    Node.of(schedule.steps().get(0)), schedule, Set.of(y.name()), 1, natives, new PackedWeights(natives)));
            torch.manual_seed(1);
            var map = torch.randn(2, 8, 12, 12);
            var weight = torch.randn(16, 8, 3, 3);

            var found = result(kernel, map, weight, torch.ones(1).expand(16));

            assertThat(found.equal(result(kernel, map, weight, torch.ones(16)))).isTrue();
        }
    }

    private static org.bytedeco.pytorch.Tensor result(Kernel kernel, org.bytedeco.pytorch.Tensor... inputs) {
        return kernel.run(inputs)[0];
    }
}
