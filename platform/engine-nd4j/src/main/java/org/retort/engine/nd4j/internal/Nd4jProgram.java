package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.MemoryNeed;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.ResultBytes;
import org.retort.engine.schedule.Schedule;

/** A graph compiled for ND4J. */
final class Nd4jProgram implements Program {
    private final ProgramSpec spec;
    private final CompiledGraph compiled;
    /** By phase, gradients that no op makes, to the places that they are copied to. */
    private final List<Map<INDArray, INDArray>> copies = new ArrayList<>();
    /** By phase, places of gradients that are zero. */
    private final List<List<INDArray>> zeros = new ArrayList<>();
    private int next;

    Nd4jProgram(ProgramSpec spec, Kernels kernels) {
        this.spec = spec;
        if (spec.graph().type() != DataType.FLOAT) {
            throw new InputException("program " + spec.name() + " has numbers of type " + spec.graph().type()
                    + "; engines run FLOAT");
        }
        Schedule schedule = Schedule.ofPhases(
                spec.graph(), spec.phases().stream().map(ProgramSpec.Phase::wanted).toList());
        Map<String, INDArray> given = new LinkedHashMap<>();
        schedule.parameters().forEach((variable, parameter) ->
                given.put(variable, parameters(parameter.network()).value(parameter.name())));
        Set<String> computed = new LinkedHashSet<>();
        schedule.steps().forEach(step -> computed.addAll(step.outputs()));
        List<Map<INDArray, String>> later = new ArrayList<>();
        for (ProgramSpec.Phase phase : spec.phases()) {
            Map<INDArray, String> copied = new LinkedHashMap<>();
            List<INDArray> zero = new ArrayList<>();
            phase.gradients().forEach((network, gradients) -> {
                Nd4jParameters target = parameters(network);
                for (String parameter : target.layout().shapes().keySet()) {
                    String variable = gradients.get(parameter);
                    INDArray place = target.gradient(parameter);
                    if (variable == null) {
                        zero.add(place);
                    } else {
                        checkShape(schedule, network, parameter, variable, place);
                        boolean direct = computed.contains(variable) && !given.containsKey(variable);
                        if (direct) {
                            given.put(variable, place);
                        } else {
                            copied.put(place, variable);
                        }
                    }
                }
            });
            later.add(copied);
            zeros.add(zero);
        }
        compiled = new CompiledGraph(schedule, DataType.FLOAT, given, kernels);
        for (Map<INDArray, String> copied : later) {
            Map<INDArray, INDArray> arrays = new LinkedHashMap<>();
            copied.forEach((place, variable) -> arrays.put(place, compiled.array(variable)));
            copies.add(arrays);
        }
    }

    private void checkShape(Schedule schedule, String network, String parameter, String variable, INDArray place) {
        if (!Arrays.equals(schedule.shape(variable), place.shape())) {
            throw new InputException("program " + spec.name() + ": the gradient " + variable + " of " + network + "/"
                    + parameter + " has shape " + Arrays.toString(schedule.shape(variable)) + ", the parameter "
                    + Arrays.toString(place.shape()));
        }
    }

    private Nd4jParameters parameters(String network) {
        if (spec.parameters().get(network) instanceof Nd4jParameters found) {
            return found;
        }
        throw new InputException("program " + spec.name() + " is given no parameters of engine nd4j for network " + network
                + "; given are " + spec.parameters().keySet());
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Set<String> missing = new TreeSet<>(compiled.schedule().placeholders());
        missing.removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            throw new InputException("program " + spec.name() + " is given no value for " + missing);
        }
        for (String name : compiled.schedule().placeholders()) {
            write(name, inputs.get(name));
        }
        next = 0;
        return proceed();
    }

    @Override
    public Map<String, Tensor> proceed() {
        if (next == spec.phases().size()) {
            throw new IllegalStateException("program " + spec.name() + " has no phase after " + next);
        }
        int phase = next++;
        try {
            compiled.run(phase);
        } catch (OutOfMemoryError e) {
            ResultBytes results = ResultBytes.of(compiled.schedule());
            throw new OutOfDeviceMemoryException("program " + spec.name() + " with " + compiled.bytes()
                    + " bytes of results ran out of memory: " + e.getMessage(),
                    new MemoryNeed(results.growing(), results.fixed(), OptionalLong.empty()), e);
        }
        copies.get(phase).forEach(INDArray::assign);
        zeros.get(phase).forEach(array -> array.assign(0));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (String name : spec.phases().get(phase).outputs()) {
            outputs.put(name, read(compiled.array(name)));
        }
        return outputs;
    }

    private void write(String name, Tensor value) {
        long[] shape = compiled.schedule().shape(name);
        if (!Arrays.equals(shape, value.shape())) {
            throw new InputException("program " + spec.name() + ": input " + name + " has shape "
                    + Arrays.toString(value.shape()) + ", not " + Arrays.toString(shape));
        }
        HostMemory.of(compiled.array(name)).put(value.data());
    }

    private static Tensor read(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        if (array.dataType() == DataType.FLOAT) {
            HostMemory.of(array).get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = array.getFloat(i);
            }
        }
        return new Tensor(array.shape(), values);
    }

    @Override
    public void profile(boolean enabled) {
        compiled.profile(enabled);
    }

    @Override
    public Map<String, Double> profiled() {
        return compiled.profiled();
    }

    @Override
    public long profiledBytes() {
        return compiled.profiledBytes();
    }

    @Override
    public void close() {
        compiled.close();
    }
}
