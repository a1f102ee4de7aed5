package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.libtorch.internal.cuda.PhaseGraphs;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.state.InitialValues;

/** Programs of two phases on the CPU, on a stand-in for a device that captures. */
class PhaseGraphsTest {
    private static final int STEPS = PhaseGraphs.WARM_UP + 4;

    /** No step is profiled. */
    private static final int NONE = -1;

    private final List<CapturingCpu> devices = new ArrayList<>();
    private int profiledStep = NONE;
    private Map<String, Double> profiled;
    private int openAfterTraining;

    /** What a run of steps has left: outputs of both phases and gradients, step by step. */
    private record Trace(List<Map<String, Tensor>> values) {
        void isSameAs(Trace expected) {
            assertThat(values).hasSameSizeAs(expected.values);
            for (int step = 0; step < values.size(); step++) {
                Map<String, Tensor> wanted = expected.values.get(step);
                assertThat(values.get(step).keySet()).isEqualTo(wanted.keySet());
                int at = step;
                values.get(step).forEach((name, tensor) -> assertThat(tensor.data())
                        .as(name + " in step " + at).isEqualTo(wanted.get(name).data()));
            }
        }
    }

    /** Trains two networks: the first phase moves the one, the second goes on and moves the other in every other step. */
    private Trace train(Precision precision, String failing, int failingAfter, boolean capturing) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 2, 2, 8, 8);
        NetworkBuilder first = graph.draw("first").builder();
        SDVariable y = first.relu(first.instanceNorm("n", first.convolution("a", x, 4, Convolution.of(3, 1, 1))));
        SDVariable loss = y.sub(0.5).mul(y).mean();
        NetworkBuilder second = graph.draw("second").builder();
        SDVariable z = second.tanh(second.convolution("b", second.leakyRelu(y.add(1), 0.1), 2, Convolution.of(3, 1, 1)));
        SDVariable later = z.sub(x).mul(z).mean();
        Map<String, String> ofFirst = names(Gradients.of(graph, loss, graph.parameters("first").values()), graph, "first");
        Map<String, String> ofSecond =
                names(Gradients.of(graph, later, graph.parameters("second").values()), graph, "second");
        List<Map<String, Tensor>> values = new ArrayList<>();
        EngineSettings settings = new EngineSettings("cpu", 1, precision);
        try (TorchRuntime runtime = new TorchRuntime(settings, Rewrite.of(settings), null, capturing
                ? () -> {
                    devices.add(new CapturingCpu(failing, failingAfter));
                    return devices.get(devices.size() - 1);
                }
                : null)) {
            runtime.enter();
            TorchParameters one = new TorchParameters(graph.layout("first"), runtime.tensors());
            TorchParameters two = new TorchParameters(graph.layout("second"), runtime.tensors());
            one.write(InitialValues.of(graph, "first", 1));
            two.write(InitialValues.of(graph, "second", 2));
            TorchAdam adam = new TorchAdam(one, AdamSettings.STARGAN, runtime.tensors());
            TorchAdam other = new TorchAdam(two, AdamSettings.STARGAN, runtime.tensors());
            ProgramSpec spec = new ProgramSpec("step", graph, Map.of("first", one, "second", two), List.of(
                    new ProgramSpec.Phase(List.of(loss.name()), Map.of("first", ofFirst)),
                    new ProgramSpec.Phase(List.of(later.name(), z.name()), Map.of("second", ofSecond))));
            try (TorchProgram program = new TorchProgram(spec, runtime)) {
                RandomStream random = RandomStream.of(1, "x");
                for (int step = 0; step < 2 * STEPS; step++) {
                    Tensor input = Tensor.zeros(2, 2, 8, 8);
                    for (int i = 0; i < input.data().length; i++) {
                        input.data()[i] = (float) random.uniform(-1, 1);
                    }
                    program.profile(step == profiledStep);
                    Map<String, Tensor> found = new LinkedHashMap<>(program.run(Map.of("x", input)));
                    program.profile(false);
                    found.putAll(one.readGradients());
                    if (step % 2 == 1) {
                        found.putAll(program.proceed());
                        found.putAll(two.readGradients());
                        other.step(0.01);
                    }
                    adam.step(0.01);
                    values.add(found);
                }
                profiled = program.profiled();
                openAfterTraining = devices.stream().mapToInt(CapturingCpu::open).sum();
            }
            List.of(adam, other).forEach(TorchAdam::close);
            List.of(one, two).forEach(TorchParameters::close);
        }
        return new Trace(values);
    }

    private static Map<String, String> names(Map<String, SDVariable> found, ModelGraph graph, String network) {
        Map<String, String> names = new LinkedHashMap<>();
        graph.parameters(network).forEach((name, variable) -> names.put(name, found.get(variable.name()).name()));
        return names;
    }

    @AfterEach
    void whateverWasCapturedIsGivenBack() {
        assertThat(devices).allSatisfy(device -> {
            assertThat(device.open()).isZero();
            assertThat(device.closed()).isTrue();
            assertThat(device.held()).as("results that are still held").isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "BFLOAT16_MIXED"})
    void capturedStepsLeaveTheSameBits(Precision precision) {
        Trace expected = train(precision, "", 0, false);

        train(precision, "", 0, true).isSameAs(expected);

        assertThat(devices).singleElement().satisfies(device -> {
            assertThat(device.captures()).isEqualTo(2);
            assertThat(device.launches()).isEqualTo(2 * STEPS - PhaseGraphs.WARM_UP + STEPS - PhaseGraphs.WARM_UP);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"capture 0", "capture 1", "work 0", "work 1", "launch 0", "launch 1", "launch 4", "launch 9"})
    void aStepInWhichTheDeviceFailsIsDoneOpByOpAndSoAreAllAfterIt(String failure) {
        Trace expected = train(Precision.FLOAT32, "", 0, false);
        String[] where = failure.split(" ");

        train(Precision.FLOAT32, where[0], Integer.parseInt(where[1]), true).isSameAs(expected);

        assertThat(devices).singleElement().satisfies(device -> assertThat(device.callsAfterFailure()).isZero());
        assertThat(openAfterTraining).as("captured phases that keep their memory").isZero();
    }

    @Test
    void aPhaseThatIsProfiledRunsOpByOpAndSoDoesTheOneThatGoesOnFromIt() {
        Trace expected = train(Precision.FLOAT32, "", 0, false);
        profiledStep = 2 * STEPS - 1;

        train(Precision.FLOAT32, "", 0, true).isSameAs(expected);

        assertThat(profiled).containsKey("conv2d");
        assertThat(devices).singleElement().satisfies(device -> assertThat(device.launches())
                .isEqualTo(2 * STEPS - PhaseGraphs.WARM_UP + STEPS - PhaseGraphs.WARM_UP - 2));
    }
}
