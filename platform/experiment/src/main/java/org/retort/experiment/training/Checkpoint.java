package org.retort.experiment.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.state.Safetensors;

/**
 * The whole state of a training in one safetensors file: {@code NETWORK/PARAMETER} for each trained network,
 * {@code adam/NETWORK/first/PARAMETER} and {@code adam/NETWORK/second/PARAMETER} for its optimiser; metadata
 * {@code step} and {@code adam-steps/NETWORK}. Networks of online teachers have the teacher's name in the place of
 * {@code own}. Random draws need no state, as they depend on the step alone.
 */
public final class Checkpoint {
    private static final String STEP = "step";
    private static final String ADAM = "adam/";
    private static final String ADAM_STEPS = "adam-steps/";

    private Checkpoint() {}

    /** Writes the state after a step; the file is there whole or not at all. */
    public static void write(Path file, Training training, long step) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(STEP, Long.toString(step));
        add(NetworkPlugins.OWN, training, tensors, metadata);
        training.onlineTeachers().forEach((name, teacher) -> add(name, teacher, tensors, metadata));
        Safetensors.write(file, tensors, metadata);
    }

    /**
     * Puts a state back.
     *
     * @return the step after which it was written
     * @throws InputException where the file is damaged or of other networks
     */
    public static long read(Path file, Training training) {
        Safetensors.Contents contents = Safetensors.read(file);
        try {
            putBack(NetworkPlugins.OWN, training, contents);
            training.onlineTeachers().forEach((name, teacher) -> putBack(name, teacher, contents));
            return Long.parseLong(contents.metadata().get(STEP));
        } catch (NumberFormatException e) {
            throw new InputException(file + " is no checkpoint of these networks: its metadata are "
                    + contents.metadata(), e);
        }
    }

    private static void add(
            String whose, Training training, Map<String, Tensor> tensors, Map<String, String> metadata) {
        for (String network : training.trained()) {
            String key = key(whose, network);
            training.parameters(network).read().forEach((name, value) -> tensors.put(key + "/" + name, value));
            Adam adam = training.optimiser(network);
            adam.read().forEach((name, value) -> tensors.put(ADAM + key + "/" + name, value));
            metadata.put(ADAM_STEPS + key, Long.toString(adam.steps()));
        }
    }

    private static void putBack(String whose, Training training, Safetensors.Contents contents) {
        for (String network : training.trained()) {
            String key = key(whose, network);
            training.parameters(network).write(part(contents.tensors(), key + "/"));
            training.optimiser(network).write(
                    part(contents.tensors(), ADAM + key + "/"),
                    Long.parseLong(contents.metadata().get(ADAM_STEPS + key)));
        }
    }

    private static String key(String whose, String network) {
        return whose + network.substring(NetworkPlugins.OWN.length());
    }

    private static Map<String, Tensor> part(Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        tensors.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), value);
            }
        });
        return part;
    }
}
