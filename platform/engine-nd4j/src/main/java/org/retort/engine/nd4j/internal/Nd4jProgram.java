package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.Schedule;

/** A graph compiled for ND4J. */
final class Nd4jProgram implements Program {
    private final ProgramSpec spec;
    private final CompiledGraph compiled;
    private final List<Copy> copies = new ArrayList<>();
    private final List<INDArray> zeros = new ArrayList<>();

    private record Copy(INDArray from, INDArray to) {}

    Nd4jProgram(ProgramSpec spec, Kernels kernels) {
        this.spec = spec;
        if (spec.graph().type() != DataType.FLOAT) {
            throw new InputException("program " + spec.name() + " has numbers of type " + spec.graph().type()
                    + "; engines run FLOAT");
        }
        Set<String> wanted = new LinkedHashSet<>(spec.outputs());
        spec.gradients().values().forEach(gradients -> wanted.addAll(gradients.values()));
        Schedule schedule = Schedule.of(spec.graph(), wanted);
        Map<String, INDArray> given = new LinkedHashMap<>();
        schedule.parameters().forEach((variable, parameter) ->
                given.put(variable, parameters(parameter.network()).value(parameter.name())));
        Set<String> computed = new LinkedHashSet<>();
        schedule.steps().forEach(step -> computed.addAll(step.outputs()));
        Map<INDArray, String> later = new LinkedHashMap<>();
        spec.gradients().forEach((network, gradients) -> {
            Nd4jParameters target = parameters(network);
            for (String parameter : target.layout().shapes().keySet()) {
                String variable = gradients.get(parameter);
                INDArray place = target.gradient(parameter);
                if (variable == null) {
                    zeros.add(place);
                } else {
                    checkShape(schedule, network, parameter, variable, place);
                    boolean direct = computed.contains(variable) && !given.containsKey(variable);
                    if (direct) {
                        given.put(variable, place);
                    } else {
                        later.put(place, variable);
                    }
                }
            }
        });
        compiled = new CompiledGraph(schedule, DataType.FLOAT, given, kernels);
        later.forEach((place, variable) -> copies.add(new Copy(compiled.array(variable), place)));
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
        try {
            compiled.run();
        } catch (OutOfMemoryError e) {
            throw new OutOfDeviceMemoryException("program " + spec.name() + " with " + compiled.bytes()
                    + " bytes of results ran out of memory: " + e.getMessage(), e);
        }
        copies.forEach(copy -> copy.to().assign(copy.from()));
        zeros.forEach(array -> array.assign(0));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (String name : spec.outputs()) {
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
