package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.state.InitialValues;

/** What every engine does, whatever it computes with. */
@ParameterizedClass
@MethodSource("engines")
class EngineContractTest {
    private final Engine engine;
    private final EngineSession session;

    EngineContractTest(Engine engine) {
        this.engine = engine;
        this.session = engine.open(new EngineSettings("cpu", 1, Precision.FLOAT32));
    }

    static List<Engine> engines() {
        return List.of(new Nd4jEngine(), new LibTorchEngine());
    }

    /** A small network, its loss and the names of its gradients. */
    private static final class Net {
        private final ModelGraph graph = new ModelGraph(DataType.FLOAT);
        private final SDVariable x = graph.placeholder("x", 3, 2, 8, 8);
        private final Map<String, String> gradients = new LinkedHashMap<>();
        private final SDVariable output;
        private final SDVariable loss;

        Net(boolean norm) {
            NetworkBuilder builder = graph.draw("net").builder();
            SDVariable y = builder.convolution("a", x, 4, Convolution.of(4, 2, 1).withBias());
            y = builder.relu(norm ? builder.instanceNorm("norm", y) : y);
            y = builder.leakyRelu(builder.depthwiseConvolution("b", y, Convolution.of(3, 1, 1)), 0.1);
            output = builder.tanh(builder.transposedConvolution("c", y, 2, Convolution.of(4, 2, 1)));
            loss = graph.sameDiff().math().abs(output.sub(x)).mean();
            Map<String, SDVariable> found = Gradients.of(graph, loss, graph.parameters("net").values());
            graph.parameters("net").forEach((name, variable) ->
                    gradients.put(name, found.get(variable.name()).name()));
        }

        Tensor input(long seed) {
            Tensor tensor = Tensor.zeros(graph.shape(x));
            RandomStream random = RandomStream.of(seed, "input");
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) random.uniform(-1, 1);
            }
            return tensor;
        }

        ProgramSpec spec(Parameters parameters) {
            return new ProgramSpec("test", graph, List.of(output.name(), loss.name()), Map.of("net", parameters),
                    Map.of("net", gradients));
        }
    }

    @AfterEach
    void close() {
        session.close();
    }

    private Parameters parameters(Net net) {
        Parameters parameters = session.allocate(net.graph.layout("net"));
        parameters.write(InitialValues.of(net.graph, "net", 1));
        return parameters;
    }

    @Test
    void outputsAndGradientsAreThoseOfSameDiff() {
        Net net = new Net(false);
        Parameters parameters = parameters(net);
        Program program = session.compile(net.spec(parameters));
        Map<String, INDArray> values = new HashMap<>();
        values.put("x", Nd4j.create(net.input(1).data(), net.graph.shape(net.x), 'c'));
        parameters.read().forEach((name, value) ->
                values.put("net/" + name, Nd4j.create(value.data(), value.shape(), 'c')));
        List<String> wanted = new ArrayList<>(net.gradients.values());
        wanted.add(net.output.name());
        Map<String, INDArray> expected = net.graph.sameDiff().output(values, wanted);

        Map<String, Tensor> found = program.run(Map.of("x", net.input(1)));

        assertThat(found.get(net.output.name()).data())
                .containsExactly(floats(expected.get(net.output.name())), within(1e-5f));
        Map<String, Tensor> gradients = parameters.readGradients();
        net.gradients.forEach((name, variable) -> assertThat(gradients.get(name).data())
                .as(name)
                .containsExactly(floats(expected.get(variable)), within(1e-5f)));
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Net net = new Net(true);

        assertThat(train(net, 5)).isEqualTo(train(net, 5));
    }

    private float[] train(Net net, int steps) {
        Parameters parameters = parameters(net);
        Program program = session.compile(net.spec(parameters));
        Adam adam = session.adam(parameters, AdamSettings.STARGAN);
        for (int step = 0; step < steps; step++) {
            program.run(Map.of("x", net.input(step)));
            adam.step(1e-2);
        }
        return parameters.read().get("a/weight").data();
    }

    @Test
    void trainingLowersTheLoss() {
        Net net = new Net(true);
        Parameters parameters = parameters(net);
        Program program = session.compile(net.spec(parameters));
        Adam adam = session.adam(parameters, AdamSettings.STARGAN);
        float first = program.run(Map.of("x", net.input(1))).get(net.loss.name()).scalarValue();
        for (int step = 0; step < 60; step++) {
            adam.step(1e-2);
            program.run(Map.of("x", net.input(1)));
        }

        assertThat(program.run(Map.of("x", net.input(1))).get(net.loss.name()).scalarValue()).isLessThan(0.8f * first);
    }

    @Test
    void adamFollowsItsPaper() {
        Net net = new Net(false);
        Parameters parameters = parameters(net);
        Program program = session.compile(net.spec(parameters));
        AdamSettings settings = new AdamSettings(0.5, 0.999, 1e-3);
        Adam adam = session.adam(parameters, settings);
        double value = parameters.read().get("a/weight").data()[3];
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 4; t++) {
            program.run(Map.of("x", net.input(t)));
            double g = parameters.readGradients().get("a/weight").data()[3];
            m = 0.5 * m + 0.5 * g;
            v = 0.999 * v + 0.001 * g * g;
            value -= 0.01 * (m / (1 - Math.pow(0.5, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-3);
            adam.step(0.01);
        }

        assertThat((double) parameters.read().get("a/weight").data()[3]).isCloseTo(value, within(1e-5));
        assertThat(adam.read().get("first/a/weight").data()[3]).isCloseTo((float) m, within(1e-6f));
        assertThat(adam.steps()).isEqualTo(4);
    }

    @Test
    void momentsWrittenBackContinueTheSameTraining() {
        Net net = new Net(true);
        float[] straight = train(net, 4);
        Parameters parameters = parameters(net);
        Program program = session.compile(net.spec(parameters));
        Adam before = session.adam(parameters, AdamSettings.STARGAN);
        for (int step = 0; step < 2; step++) {
            program.run(Map.of("x", net.input(step)));
            before.step(1e-2);
        }
        Adam after = session.adam(parameters, AdamSettings.STARGAN);
        after.write(before.read(), before.steps());
        for (int step = 2; step < 4; step++) {
            program.run(Map.of("x", net.input(step)));
            after.step(1e-2);
        }

        assertThat(parameters.read().get("a/weight").data()).isEqualTo(straight);
    }

    @Test
    void aParameterWithoutGradientGetsZero() {
        Net net = new Net(false);
        Parameters parameters = parameters(net);
        session.compile(net.spec(parameters)).run(Map.of("x", net.input(1)));
        net.gradients.remove("a/weight");
        session.compile(net.spec(parameters)).run(Map.of("x", net.input(1)));

        assertThat(parameters.readGradients().get("a/weight").data()).containsOnly(0);
        assertThat(parameters.readGradients().get("c/weight").data()).isNotEqualTo(new float[128]);
    }

    /** L = w . x + w . 2x + w . x^2, so dL/dw = 3x + x^2. */
    @ParameterizedTest(name = "the gradient is an output: {0}")
    @ValueSource(booleans = {false, true})
    void aParameterThatIsUsedThreeTimesHasTheSumOfItsGradients(boolean output) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 3);
        SDVariable w = graph.draw("net").builder().parameter("w", new Initializer(Initializer.Kind.CONSTANT, 7), 3);
        SDVariable loss = w.mul(x).sum().add(w.mul(x.mul(2)).sum()).add(w.mul(x.mul(x)).sum());
        String gradient = Gradients.of(graph, loss, List.of(w)).get(w.name()).name();
        Parameters parameters = session.allocate(graph.layout("net"));
        parameters.write(InitialValues.of(graph, "net", 1));
        Program program = session.compile(new ProgramSpec("test", graph,
                output ? List.of(loss.name(), gradient) : List.of(loss.name()),
                Map.of("net", parameters), Map.of("net", Map.of("w", gradient))));

        program.run(Map.of("x", new Tensor(new long[] {3}, new float[] {100, 100, 100})));
        Map<String, Tensor> found = program.run(Map.of("x", new Tensor(new long[] {3}, new float[] {1, -2, 0.5f})));

        assertThat(parameters.readGradients().get("w").data()).containsExactly(4, -2, 1.75f);
        assertThat(found.get(loss.name()).scalarValue()).isEqualTo(7 * (4 - 2 + 1.75f));
        if (output) {
            assertThat(found.get(gradient).data()).containsExactly(4, -2, 1.75f);
        }
    }

    @Test
    void aLaterPhaseReadsParametersAsTheyStandAndGoesOnFromWhatWasComputed() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 1, 2, 4, 4);
        Convolution same = Convolution.of(3, 1, 1);
        SDVariable first = graph.draw("first").builder().convolution("c", x, 2, same);
        SDVariable before = graph.draw("second").builder().convolution("c", first, 2, same).mean();
        SDVariable after = graph.draw("second").builder().convolution("c", first, 2, same).mean();
        Parameters ofFirst = session.allocate(graph.layout("first"));
        Parameters ofSecond = session.allocate(graph.layout("second"));
        ofFirst.write(InitialValues.of(graph, "first", 1));
        ofSecond.write(InitialValues.of(graph, "second", 1));
        Map<String, Parameters> parameters = Map.of("first", ofFirst, "second", ofSecond);
        Program program = session.compile(new ProgramSpec("test", graph, parameters, List.of(
                new ProgramSpec.Phase(List.of(before.name()), Map.of()),
                new ProgramSpec.Phase(List.of(after.name()), Map.of()))));
        Tensor input = Tensor.zeros(1, 2, 4, 4);
        Arrays.fill(input.data(), 0.5f);

        float old = program.run(Map.of("x", input)).get(before.name()).scalarValue();
        ofFirst.write(InitialValues.of(graph, "first", 2));
        Map<String, Tensor> doubled = ofSecond.read();
        for (int i = 0; i < doubled.get("c/weight").data().length; i++) {
            doubled.get("c/weight").data()[i] *= 2;
        }
        ofSecond.write(doubled);

        assertThat(program.proceed()).containsOnlyKeys(after.name())
                .allSatisfy((name, value) -> assertThat(value.scalarValue()).isCloseTo(2 * old, within(1e-6f)));
        assertThat(old).isNotZero();
    }

    @Test
    void aProgramHasNoPhaseAfterItsLast() {
        Net net = new Net(false);
        Program program = session.compile(net.spec(parameters(net)));
        program.run(Map.of("x", net.input(1)));

        assertThatThrownBy(program::proceed)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no phase after 1");
    }

    @Test
    void memoryStaysFlatOverManyRuns() {
        Net net = new Net(true);
        Parameters parameters = parameters(net);
        Program program = session.compile(net.spec(parameters));
        Adam adam = session.adam(parameters, AdamSettings.STARGAN);
        Tensor input = net.input(1);
        for (int step = 0; step < 50; step++) {
            program.run(Map.of("x", input));
            adam.step(1e-3);
        }
        long before = Pointer.totalBytes();
        for (int step = 0; step < 1000; step++) {
            program.run(Map.of("x", input));
            adam.step(1e-3);
        }

        assertThat(Pointer.totalBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void anOpWithoutKernelIsNamedWhenCompiling() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 2, 2);
        SDVariable y = new UnknownOp(graph, x).outputVariable();

        assertThatThrownBy(() -> session.compile(
                        new ProgramSpec("test", graph, List.of(y.name()), Map.of(), Map.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no_such_op")
                .hasMessageContaining(engine.id());
    }

    @Test
    void anOpWithoutKernelNamesTheNetworkThatItBelongsTo() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 2, 2, 4, 4);
        SDVariable y = graph.draw("own/generator").builder().convolution("c", x, 2, Convolution.of(3, 1, 1));
        String output = new UnknownOp(graph, y).outputVariable().name();
        Map<String, Parameters> parameters =
                Map.of("own/generator", session.allocate(graph.layout("own/generator")));

        assertThatThrownBy(() -> session.compile(
                        new ProgramSpec("test", graph, List.of(output), parameters, Map.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no_such_op")
                .hasMessageContaining("own/generator");
    }

    private static final class UnknownOp extends DynamicCustomOp {
        UnknownOp(ModelGraph graph, SDVariable input) {
            super("no_such_op", graph.sameDiff(), new SDVariable[] {input});
        }

        @Override
        public String opName() {
            return "no_such_op";
        }

        @Override
        public int getNumOutputs() {
            return 1;
        }

        @Override
        public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
            return inputs;
        }

        @Override
        public List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
            return List.of(context.getInputArray(0).shapeDescriptor());
        }
    }

    @Test
    void anInputOfTheWrongShapeIsRefused() {
        Net net = new Net(false);
        Program program = session.compile(net.spec(parameters(net)));

        assertThatThrownBy(() -> program.run(Map.of("x", Tensor.zeros(1, 2, 8, 8))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[1, 2, 8, 8]")
                .hasMessageContaining("[3, 2, 8, 8]");
        assertThatThrownBy(() -> program.run(Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[x]");
    }

    @Test
    void parametersOfAnotherNetworkAreRefused() {
        Parameters parameters = parameters(new Net(false));

        assertThatThrownBy(() -> parameters.write(InitialValues.of(new Net(true).graph, "net", 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("norm/");
    }
}
