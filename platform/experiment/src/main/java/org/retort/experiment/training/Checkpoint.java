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
 * {@code step} and {@code adam-steps/NETWORK}. Random draws need no state, as they depend on the step alone.
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
        for (String network : training.trained()) {
            training.parameters(network).read().forEach((name, value) -> tensors.put(network + "/" + name, value));
            Adam adam = training.optimiser(network);
            adam.read().forEach((name, value) -> tensors.put(ADAM + network + "/" + name, value));
            metadata.put(ADAM_STEPS + network, Long.toString(adam.steps()));
        }
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
            for (String network : training.trained()) {
                training.parameters(network).write(part(contents.tensors(), network + "/"));
                training.optimiser(network).write(
                        part(contents.tensors(), ADAM + network + "/"),
                        Long.parseLong(contents.metadata().get(ADAM_STEPS + network)));
            }
            return Long.parseLong(contents.metadata().get(STEP));
        } catch (NumberFormatException e) {
            throw new InputException(file + " is no checkpoint of these networks: its metadata are "
                    + contents.metadata(), e);
        }
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
