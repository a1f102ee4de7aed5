package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.retort.engine.libtorch.internal.cuda.Results;
import org.retort.engine.schedule.Schedule;

/**
 * Instructions over a table of tensors. Lasting ones (constants, placeholders, parameters) stay in their places;
 * results come and go, and none outlives a run save those that are wanted.
 */
final class Executable implements AutoCloseable {
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Natives natives = new Natives();
    private final PackedWeights packed = new PackedWeights(natives);
    private final Tensor[] table;
    private final int lasting;
    private final Map<String, Double> milliseconds = new LinkedHashMap<>();
    private final Set<Integer> measuredPhases = new HashSet<>();
    private long peak;
    private boolean profiling;

    /**
     * @param liveness what to run
     * @param given the lasting tensors by name; they are the caller's
     * @param targets result to the lasting tensors that it goes to
     * @param threads that the program runs on
     */
    Executable(
            Schedule schedule,
            Liveness liveness,
            Map<String, Tensor> given,
            Map<String, List<Instruction.Target>> targets,
            int threads,
            KernelLibrary library) {
        given.keySet().forEach(this::place);
        lasting = places.size();
        for (Node node : liveness.nodes()) {
            node.outputs().forEach(this::place);
        }
        table = new Tensor[places.size()];
        given.forEach((name, tensor) -> table[places.get(name)] = tensor);
        try {
            for (int i = 0; i < liveness.nodes().size(); i++) {
                Node node = liveness.nodes().get(i);
                Kernel kernel = library.bind(new Site(node, schedule, liveness.read(), threads, natives, packed));
                List<Instruction.Store> stored = new ArrayList<>();
                for (String output : node.outputs()) {
                    targets.getOrDefault(output, List.of())
                            .forEach(to -> stored.add(new Instruction.Store(places.get(output), to)));
                }
                instructions.add(new Instruction(node, kernel, places(node.inputs()), places(node.outputs()),
                        places(liveness.freedAfter(i)), stored));
            }
        } catch (RuntimeException e) {
            natives.close();
            throw e;
        }
    }

    private void place(String name) {
        places.putIfAbsent(name, places.size());
    }

    private int[] places(List<String> names) {
        return names.stream().mapToInt(places::get).toArray();
    }

    /** Runs a phase once; {@link #value} tells the wanted results until {@link #release}. */
    void run(int phase) {
        // Shapes never change, so neither does the peak; looking for it takes longer than most ops.
        boolean measuring = profiling && measuredPhases.add(phase);
        for (Instruction instruction : instructions) {
            if (instruction.node().phase() != phase) {
                continue;
            }
            long start = profiling ? System.nanoTime() : 0;
            try {
                run(instruction);
            } catch (RuntimeException e) {
                release();
                throw new KernelException(instruction.node().step().describe(), e);
            }
            if (profiling) {
                milliseconds.merge(instruction.node().op(), (System.nanoTime() - start) / 1e6, Double::sum);
            }
            if (measuring) {
                peak = Math.max(peak, bytes());
            }
            for (int place : instruction.freed()) {
                close(place);
            }
        }
    }

    /** Bytes of all tensors that there are now; tensors that share memory count once. */
    private long bytes() {
        Map<Long, Long> storages = new HashMap<>();
        try (PointerScope scope = new PointerScope()) {
            for (Tensor tensor : table) {
                if (tensor != null && tensor.has_storage() && tensor.storage().nbytes() > 0) {
                    storages.put(tensor.storage().data().address(), tensor.storage().nbytes());
                }
            }
        }
        return storages.values().stream().mapToLong(Long::longValue).sum();
    }

    private void run(Instruction instruction) {
        int[] from = instruction.inputs();
        Tensor[] inputs = new Tensor[from.length];
        for (int i = 0; i < from.length; i++) {
            inputs[i] = table[from[i]];
        }
        int[] to = instruction.outputs();
        try (PointerScope scope = new PointerScope()) {
            Tensor[] outputs = instruction.kernel().run(inputs);
            for (int i = 0; i < to.length; i++) {
                if (outputs[i] != null) {
                    // The scope gives back its own claim when it closes; this one lasts until the value is freed.
                    outputs[i].retainReference();
                    table[to[i]] = outputs[i];
                }
            }
            for (Instruction.Store store : instruction.stores()) {
                store.to().take(table[store.from()]);
            }
        }
    }

    private void close(int place) {
        if (table[place] != null) {
            table[place].close();
            table[place] = null;
        }
    }

    /** A lasting tensor or a wanted result. */
    Tensor value(String name) {
        return table[places.get(name)];
    }

    /** The results that there are now. */
    Results results() {
        return Results.of(table, lasting);
    }

    /** Puts results in place of those that there are now. */
    void put(Results results) {
        for (int place = lasting; place < table.length; place++) {
            Tensor result = results.share(place);
            close(place);
            table[place] = result;
        }
    }

    boolean profiling() {
        return profiling;
    }

    /** Closes the results that are left. */
    void release() {
        for (int place = lasting; place < table.length; place++) {
            close(place);
        }
    }

    void profile(boolean enabled) {
        profiling = enabled;
    }

    Map<String, Double> profiled() {
        return Map.copyOf(milliseconds);
    }

    long profiledBytes() {
        return peak;
    }

    @Override
    public void close() {
        release();
        natives.close();
    }
}
