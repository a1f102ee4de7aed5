package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.tensor.Tensor;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;

/**
 * A schedule with a place for every result and a kernel bound to the places for every op: a run makes no array. Works in
 * any number type.
 */
final class CompiledGraph implements AutoCloseable {
    private final Schedule schedule;
    private final DataType type;
    private final MemoryPlan plan;
    private final INDArray block;
    private final Map<String, INDArray> arrays = new HashMap<>();
    private final List<INDArray> owned = new ArrayList<>();
    private final List<Kernel> kernels = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Double> milliseconds = new LinkedHashMap<>();
    private boolean profiling;

    /**
     * @param type the graph's number type
     * @param given arrays of parameters, and arrays that results shall be written to, by variable name
     */
    CompiledGraph(Schedule schedule, DataType type, Map<String, INDArray> given, Kernels library) {
        this.schedule = schedule;
        this.type = type;
        arrays.putAll(given);
        Set<String> ofOtherType = new HashSet<>();
        for (Step step : schedule.steps()) {
            step.outputs().stream().filter(output -> schedule.type(output) != type).forEach(ofOtherType::add);
        }
        plan = new MemoryPlan(schedule, given.keySet(), ofOtherType);
        block = own(Nd4j.createUninitialized(type, Math.max(1, plan.elements())));
        schedule.constants().forEach((name, value) -> arrays.putIfAbsent(name, value));
        for (String name : schedule.placeholders()) {
            arrays.put(name, own(Nd4j.create(type, schedule.shape(name))));
        }
        try {
            for (Step step : schedule.steps()) {
                bind(step, library);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void bind(Step step, Kernels library) {
        if (MemoryPlan.isView(step) && !arrays.containsKey(step.outputs().get(0))) {
            String output = step.outputs().get(0);
            arrays.put(output, reshaped(arrays.get(step.inputs().get(0)), schedule.shape(output)));
            return;
        }
        List<INDArray> inputs = step.inputs().stream().map(arrays::get).toList();
        List<INDArray> outputs = new ArrayList<>();
        for (String output : step.outputs()) {
            outputs.add(arrays.computeIfAbsent(output, this::place));
        }
        kernels.add(library.bind(schedule, step, inputs, outputs));
        steps.add(step);
    }

    private INDArray place(String name) {
        Long offset = plan.offset(name);
        long[] shape = schedule.shape(name);
        return offset == null ? own(Nd4j.create(schedule.type(name), shape)) : view(block, shape, offset, type);
    }

    static INDArray view(INDArray block, long[] shape, long offset, DataType type) {
        return Nd4j.create(block.data(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c', type);
    }

    private static INDArray reshaped(INDArray array, long[] shape) {
        return array.reshape('c', shape);
    }

    private INDArray own(INDArray array) {
        owned.add(array);
        return array;
    }

    /** The array of a variable that is wanted, a placeholder, a parameter or a constant. */
    INDArray array(String name) {
        return arrays.get(name);
    }

    Schedule schedule() {
        return schedule;
    }

    /** Bytes of inputs, parameters, constants and the block of results; 0 where no run was profiled. */
    long profiledBytes() {
        if (milliseconds.isEmpty()) {
            return 0;
        }
        Set<String> lasting = new HashSet<>(schedule.placeholders());
        lasting.addAll(schedule.parameters().keySet());
        lasting.addAll(schedule.constants().keySet());
        long elements = lasting.stream().mapToLong(name -> Tensor.elements(schedule.shape(name))).sum();
        return bytes() + elements * type.width();
    }

    /** Bytes that all results together take. */
    long bytes() {
        return plan.elements() * type.width();
    }

    void profile(boolean enabled) {
        profiling = enabled;
    }

    Map<String, Double> profiled() {
        return Map.copyOf(milliseconds);
    }

    /** Runs all phases. */
    void run() {
        steps.stream().mapToInt(Step::phase).distinct().forEach(this::run);
    }

    /** Runs a phase; the ones before it have run. */
    void run(int phase) {
        for (int i = 0; i < kernels.size(); i++) {
            if (steps.get(i).phase() != phase) {
                continue;
            }
            long start = profiling ? System.nanoTime() : 0;
            kernels.get(i).run();
            if (profiling) {
                milliseconds.merge(steps.get(i).op().opName(), (System.nanoTime() - start) / 1e6, Double::sum);
            }
        }
    }

    @Override
    public void close() {
        kernels.forEach(Kernel::close);
        owned.stream().filter(INDArray::closeable).forEach(INDArray::close);
    }
}
