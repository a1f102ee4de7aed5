package org.retort.experiment.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.retort.history.RunSummary;
import org.retort.history.journal.RunState;

/**
 * How long the runs of a suite will take, by runs that this workspace has finished: seconds for each image that passed
 * while they trained, their median over finished runs of the same networks, losses, data set, batch and engine
 * settings. Evaluation is in it, and so is whatever else the machine did at the time.
 */
public final class PastHours {
    /** Keys of a run's descriptor that decide what one image costs; all keys below them count. */
    private static final List<String> DECIDING = List.of(
            "dataset", "generator", "discriminator", "objective", "distillation", "teacher.generator",
            "teacher.discriminator", "teachers", "train.batch", "train.critic-steps", "engine", "device", "precision", "threads");
    /** Below those, keys that cost nothing. */
    private static final List<String> FREE = List.of("initialize", "weight", "from", "to", "start", "end", "schedule", "name");

    private final Map<Map<String, String>, List<Double>> secondsPerImage = new HashMap<>();

    /**
     * @param finished runs of the workspace; those that are not finished are left out
     */
    public PastHours(List<RunSummary> finished) {
        for (RunSummary run : finished) {
            double images = number(run, "train.iterations") * number(run, "train.batch");
            if (run.state() == RunState.FINISHED && run.durationSeconds().isPresent() && images > 0) {
                secondsPerImage
                        .computeIfAbsent(key(run.parameters()), key -> new ArrayList<>())
                        .add(run.durationSeconds().getAsDouble() / images);
            }
        }
    }

    /** Seconds that a run will take; empty where no run like it was finished. */
    public OptionalDouble seconds(SuiteRun run) {
        Map<String, JsonNode> flat = new TreeMap<>();
        flatten("", run.run().descriptor(), flat);
        List<Double> known = secondsPerImage.getOrDefault(key(flat), List.of());
        return known.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(run.images() * known.stream().sorted().skip(known.size() / 2).findFirst().orElseThrow());
    }

    private static Map<String, String> key(Map<String, JsonNode> descriptor) {
        Map<String, String> key = new TreeMap<>();
        descriptor.forEach((name, value) -> {
            boolean decides = DECIDING.stream().anyMatch(part -> name.equals(part) || name.startsWith(part + "."));
            boolean free = FREE.stream().anyMatch(part -> name.endsWith("." + part));
            if (decides && !free) {
                key.put(name, value.asText());
            }
        });
        return key;
    }

    private static double number(RunSummary run, String key) {
        JsonNode value = run.parameters().get(key);
        return value == null ? 0 : value.asDouble();
    }

    private static void flatten(String path, JsonNode node, Map<String, JsonNode> into) {
        String before = path.isEmpty() ? "" : path + ".";
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> flatten(before + field.getKey(), field.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(before + i, node.get(i), into);
            }
        } else {
            into.put(path, node);
        }
    }
}
