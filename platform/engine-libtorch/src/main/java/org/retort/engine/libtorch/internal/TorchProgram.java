package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retort.api.plugin.InputException;
import org.retort.engine.libtorch.internal.cuda.PhaseGraphs;
import org.retort.engine.libtorch.internal.cuda.PhaseWork;
import org.retort.engine.libtorch.internal.cuda.Results;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.ResultBytes;
import org.retort.engine.schedule.Schedule;

/** A graph compiled for LibTorch. */
final class TorchProgram implements Program {
    private final ProgramSpec spec;
    private final TorchRuntime runtime;
    private final Schedule schedule;
    private final Natives natives = new Natives();
    private final Map<String, Tensor> placeholders = new LinkedHashMap<>();
    /** By phase, buffers of gradients that no op makes, to the variables that are copied there. */
    private final List<Map<Tensor, String>> copies = new ArrayList<>();
    /** By phase, buffers of gradients that are zero. */
    private final List<List<Tensor>> zeros = new ArrayList<>();
    private final Set<TorchParameters> inHalf = new LinkedHashSet<>();
    private final Executable executable;
    private final PhaseGraphs graphs;
    private final int threads;
    private int next;

    /**
     * @throws InputException where an op has no kernel, or gradients do not fit their parameters
     */
    TorchProgram(ProgramSpec spec, TorchRuntime runtime) {
        this.spec = spec;
        this.runtime = runtime;
        if (spec.graph().type() != DataType.FLOAT) {
            throw new InputException("program " + spec.name() + " has numbers of type " + spec.graph().type()
                    + "; engines run FLOAT");
        }
        List<Set<String>> phases = spec.phases().stream().map(ProgramSpec.Phase::wanted).toList();
        schedule = Schedule.ofPhases(spec.graph(), phases);
        threads = Threads.of(schedule, runtime.settings().threads());
        try {
            executable = executable();
            graphs = runtime.graphs(spec.name(), work());
        } catch (InputException e) {
            natives.close();
            throw new InputException("program " + spec.name() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            natives.close();
            throw e;
        }
    }

    private Executable executable() {
        Set<String> outputs = new LinkedHashSet<>();
        spec.phases().forEach(phase -> outputs.addAll(phase.outputs()));
        List<Node> steps = schedule.steps().stream().map(Node::of).toList();
        Set<String> made = new HashSet<>();
        steps.forEach(node -> made.addAll(node.outputs()));
        Map<String, List<Tensor>> buffers = buffers(made);
        GradientSums sums = GradientSums.of(steps, buffers.keySet(), outputs, schedule);
        Set<String> stored = new HashSet<>();
        sums.summands().values().forEach(stored::addAll);
        List<Node> nodes = Rewrite.apply(
                runtime.rewrites(), sums.nodes(), new Rewrite.Context(schedule, outputs, stored, fixed()));
        Map<String, List<Instruction.Target>> targets = targets(nodes, sums, buffers);
        return new Executable(schedule, Liveness.of(nodes, outputs, targets.keySet()), lasting(nodes), targets,
                threads, runtime.kernels());
    }

    private List<PhaseWork> work() {
        return IntStream.range(0, spec.phases().size()).<PhaseWork>mapToObj(Work::new).toList();
    }

    /** The ops of a phase, and the gradients that no op makes. */
    private final class Work implements PhaseWork {
        private final int phase;

        Work(int phase) {
            this.phase = phase;
        }

        @Override
        public int phase() {
            return phase;
        }

        @Override
        public void run() {
            executable.run(phase);
            copies.get(phase).forEach((buffer, variable) -> buffer.copy_(executable.value(variable)));
            zeros.get(phase).forEach(Tensor::zero_);
        }

        @Override
        public Results results() {
            return executable.results();
        }

        @Override
        public void put(Results results) {
            executable.put(results);
        }
    }

    /** Constants, placeholders and parameters. */
    private Map<String, Tensor> lasting(List<Node> nodes) {
        Map<String, Tensor> given = new HashMap<>();
        schedule.constants().forEach((name, value) -> given.put(name, natives.keep(constant(value))));
        for (String name : schedule.placeholders()) {
            Tensor tensor = natives.keep(runtime.tensors().zeros(schedule.shape(name)));
            placeholders.put(name, tensor);
            given.put(name, tensor);
        }
        schedule.parameters().forEach((variable, parameter) ->
                given.put(variable, parameters(parameter.network()).values().view(parameter.name())));
        Set<String> read = new LinkedHashSet<>();
        nodes.forEach(node -> read.addAll(node.inputs()));
        schedule.parameters().forEach((variable, parameter) -> {
            if (read.contains(Half.of(variable))) {
                TorchParameters parameters = parameters(parameter.network());
                inHalf.add(parameters);
                given.put(Half.of(variable), parameters.half().view(parameter.name()));
            }
        });
        return given;
    }

    /** Parameters of networks that the program makes no gradients of. */
    private Set<String> fixed() {
        Set<String> trained = new HashSet<>();
        spec.phases().forEach(phase -> trained.addAll(phase.gradients().keySet()));
        Set<String> fixed = new HashSet<>();
        schedule.parameters().forEach((variable, parameter) -> {
            if (!trained.contains(parameter.network())) {
                fixed.add(variable);
            }
        });
        return fixed;
    }

    private Tensor constant(INDArray value) {
        float[] values = value.castTo(DataType.FLOAT).dup('c').data().asFloat();
        for (float element : values) {
            if (element != values[0]) {
                return runtime.tensors().of(values, value.shape());
            }
        }
        // One number stands for all: nothing is read from memory but that.
        try (Tensor scalar = runtime.tensors().of(new float[] {values.length == 0 ? 0 : values[0]})) {
            return scalar.expand(value.shape());
        }
    }

    /** What is stored as soon as a node has made it, by the name that the node gives it: the summands of gradients. */
    private Map<String, List<Instruction.Target>> targets(
            List<Node> nodes, GradientSums sums, Map<String, List<Tensor>> buffers) {
        Map<String, List<String>> gradients = new HashMap<>();
        sums.summands().forEach((gradient, summands) -> summands.forEach(summand ->
                gradients.computeIfAbsent(summand, name -> new ArrayList<>()).add(gradient)));
        Map<String, List<Instruction.Target>> targets = new HashMap<>();
        Set<String> begun = new HashSet<>();
        for (Node node : nodes) {
            for (String output : node.outputs()) {
                for (String gradient : gradients.getOrDefault(Half.base(output), List.of())) {
                    boolean first = begun.add(gradient);
                    buffers.get(gradient).forEach(buffer -> targets
                            .computeIfAbsent(output, name -> new ArrayList<>())
                            .add(new Instruction.Target(buffer, !first)));
                }
                // Of a variable that is made in both number types, the version that is made first is stored.
                gradients.remove(Half.base(output));
            }
        }
        return targets;
    }

    /** Where the gradients go that a node makes; what is a gradient without being made is copied after its phase. */
    private Map<String, List<Tensor>> buffers(Set<String> made) {
        Map<String, List<Tensor>> buffers = new HashMap<>();
        for (ProgramSpec.Phase phase : spec.phases()) {
            Map<Tensor, String> copied = new LinkedHashMap<>();
            List<Tensor> zero = new ArrayList<>();
            phase.gradients().forEach((network, gradients) -> {
                FlatTensor flat = parameters(network).gradients();
                parameters(network).layout().shapes().forEach((parameter, shape) -> {
                    String variable = gradients.get(parameter);
                    Tensor buffer = flat.view(parameter);
                    if (variable == null) {
                        zero.add(buffer);
                        return;
                    }
                    checkShape(network, parameter, shape, variable);
                    if (!made.contains(variable)) {
                        copied.put(buffer, variable);
                    } else {
                        buffers.computeIfAbsent(variable, name -> new ArrayList<>()).add(buffer);
                    }
                });
            });
            copies.add(copied);
            zeros.add(zero);
        }
        return buffers;
    }

    private void checkShape(String network, String parameter, long[] shape, String variable) {
        if (!Arrays.equals(schedule.shape(variable), shape)) {
            throw new InputException("the gradient " + variable + " of " + network + "/" + parameter + " has shape "
                    + Arrays.toString(schedule.shape(variable)) + ", the parameter " + Arrays.toString(shape));
        }
    }

    private TorchParameters parameters(String network) {
        if (spec.parameters().get(network) instanceof TorchParameters found) {
            return found;
        }
        throw new InputException("no parameters of engine libtorch are given for network " + network + "; given are "
                + spec.parameters().keySet());
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> run(Map<String, org.retort.api.tensor.Tensor> inputs) {
        Set<String> missing = new TreeSet<>(schedule.placeholders());
        missing.removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            throw new InputException("program " + spec.name() + " is given no value for " + missing);
        }
        executable.release();
        next = 0;
        return phase(() -> placeholders.forEach((name, tensor) -> write(name, tensor, inputs.get(name))));
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> proceed() {
        if (next == spec.phases().size()) {
            throw new IllegalStateException("program " + spec.name() + " has no phase after " + next);
        }
        return phase(() -> {});
    }

    private Map<String, org.retort.api.tensor.Tensor> phase(Runnable before) {
        int phase = next++;
        boolean done = false;
        runtime.enter(threads);
        try (NoGradGuard guard = new NoGradGuard()) {
            before.run();
            inHalf.forEach(TorchParameters::refresh);
            graphs.run(phase, !executable.profiling());
            Map<String, org.retort.api.tensor.Tensor> outputs = new LinkedHashMap<>();
            for (String name : spec.phases().get(phase).outputs()) {
                outputs.put(name, new org.retort.api.tensor.Tensor(
                        schedule.shape(name), runtime.tensors().read(executable.value(name))));
            }
            done = true;
            return outputs;
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            executable.release();
            throw runtime.failure("program " + spec.name(), ResultBytes.of(schedule), e);
        } finally {
            if (!done || next == spec.phases().size()) {
                executable.release();
                next = spec.phases().size();
            }
        }
    }

    private void write(String name, Tensor tensor, org.retort.api.tensor.Tensor value) {
        long[] shape = schedule.shape(name);
        if (!Arrays.equals(shape, value.shape())) {
            throw new InputException("program " + spec.name() + ": input " + name + " has shape "
                    + Arrays.toString(value.shape()) + ", not " + Arrays.toString(shape));
        }
        runtime.tensors().write(tensor, value.data());
    }

    @Override
    public void profile(boolean enabled) {
        executable.profile(enabled);
    }

    @Override
    public Map<String, Double> profiled() {
        return executable.profiled();
    }

    @Override
    public long profiledBytes() {
        return executable.profiledBytes();
    }

    @Override
    public void close() {
        executable.release();
        graphs.close();
        executable.close();
        natives.close();
    }
}
