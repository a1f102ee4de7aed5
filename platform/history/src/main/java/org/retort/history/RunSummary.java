package org.retort.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.retort.history.internal.Json;
import org.retort.history.journal.RunState;

/**
 * A run as one row of a table.
 *
 * @param id the run's id
 * @param name the name people gave it, or else its own
 * @param experiment name of the experiment
 * @param member its part in the experiment
 * @param kind {@code teacher} or {@code student}
 * @param state the state to show, {@link RunState#LOST} included
 * @param message what the last state event says; may be empty
 * @param seed key of its random draws
 * @param created when it was created
 * @param started when its worker first ran
 * @param finished when it ended
 * @param lastEvent time of its last event
 * @param durationSeconds from start to end, or to the last event while it runs
 * @param step last training step it told of
 * @param iterations training steps it is to do
 * @param remainingSeconds its own estimate; only while it runs
 * @param teachers ids of the runs it learns from
 * @param tags words that people gave it
 * @param archived whether people put it away
 * @param engine id of the engine it ran on
 * @param metrics last value of each metric, by name; may be non-finite
 * @param results value of each result, by name; may be non-finite
 * @param parameters values of the resolved descriptor by their keys joined with dots
 */
public record RunSummary(String id, String name, String experiment, String member, String kind, RunState state,
        String message, long seed, Instant created, Optional<Instant> started, Optional<Instant> finished,
        Instant lastEvent, OptionalDouble durationSeconds, OptionalLong step, OptionalLong iterations,
        OptionalDouble remainingSeconds, List<String> teachers, List<String> tags, boolean archived,
        Optional<String> engine, Map<String, Double> metrics, Map<String, Double> results,
        Map<String, JsonNode> parameters) {

    /** The document that is served; what is not known is null, and non-finite numbers are texts. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("id", id);
        node.put("name", name);
        node.put("experiment", experiment);
        node.put("member", member);
        node.put("kind", kind);
        node.put("state", state.text());
        node.put("message", message);
        node.put("seed", seed);
        node.put("created", created.toString());
        node.put("started", started.map(Instant::toString).orElse(null));
        node.put("finished", finished.map(Instant::toString).orElse(null));
        node.put("lastEvent", lastEvent.toString());
        node.put("durationSeconds", durationSeconds.isPresent() ? (Double) durationSeconds.getAsDouble() : null);
        node.put("step", step.isPresent() ? (Long) step.getAsLong() : null);
        node.put("iterations", iterations.isPresent() ? (Long) iterations.getAsLong() : null);
        node.put("remainingSeconds", remainingSeconds.isPresent() ? (Double) remainingSeconds.getAsDouble() : null);
        teachers.forEach(node.putArray("teachers")::add);
        tags.forEach(node.putArray("tags")::add);
        node.put("archived", archived);
        node.put("engine", engine.orElse(null));
        metrics.forEach(node.putObject("metrics")::put);
        results.forEach(node.putObject("results")::put);
        node.putObject("parameters").setAll(parameters);
        return node;
    }
}
