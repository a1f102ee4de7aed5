package org.retort.history.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.retort.history.RunSummary;
import org.retort.history.journal.Labels;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunState;

/** Rows of tables from the records of the index. */
public final class Summaries {
    private Summaries() {
    }

    /** The summary of a record in the state to show. */
    public static RunSummary of(RunRecord record, RunState state) {
        ObjectNode document = record.document();
        RunDescription run = RunDescription.of((ObjectNode) document.get("run"), "index");
        Labels labels = Labels.NONE.with((ObjectNode) document.get("labels"));
        Map<String, JsonNode> parameters = new TreeMap<>();
        flatten("", run.descriptor(), parameters);
        Optional<Instant> started = instant(document.path("started"));
        Optional<Instant> finished = instant(document.path("finished"));
        Instant lastEvent = instant(document.path("lastEvent")).orElse(run.created());
        OptionalDouble duration = started.isPresent()
                ? OptionalDouble.of(Duration.between(started.get(), finished.orElse(lastEvent)).toMillis() / 1000.0)
                : OptionalDouble.empty();
        JsonNode engine = document.path("provenance").path("engine");
        return new RunSummary(run.id(), labels.name().isEmpty() ? run.name() : labels.name(), run.experiment(),
                run.member(), run.kind(), state, document.path("state").path("message").asText(), run.seed(),
                run.created(), started, finished, lastEvent, duration, integer(document.path("step")),
                integer(parameters.getOrDefault("train.iterations", MissingNode.getInstance())),
                state == RunState.RUNNING ? real(document.path("remainingSeconds")) : OptionalDouble.empty(),
                run.teachers(), labels.tags(), labels.archived(),
                engine.isTextual() ? Optional.of(engine.textValue()) : Optional.empty(),
                numbers(document.path("metrics"), false), numbers(document.path("results"), true),
                Collections.unmodifiableMap(parameters));
    }

    /** The same summary in another state. */
    public static RunSummary inState(RunSummary run, RunState state) {
        if (run.state() == state) {
            return run;
        }
        return new RunSummary(run.id(), run.name(), run.experiment(), run.member(), run.kind(), state, run.message(),
                run.seed(), run.created(), run.started(), run.finished(), run.lastEvent(), run.durationSeconds(),
                run.step(), run.iterations(), state == RunState.RUNNING ? run.remainingSeconds()
                : OptionalDouble.empty(), run.teachers(), run.tags(), run.archived(), run.engine(), run.metrics(),
                run.results(), run.parameters());
    }

    private static Map<String, Double> numbers(JsonNode object, boolean inValue) {
        Map<String, Double> numbers = new TreeMap<>();
        object.fields().forEachRemaining(entry -> numbers.put(entry.getKey(),
                RunRecord.number(inValue ? entry.getValue().path("value") : entry.getValue())));
        return Collections.unmodifiableMap(numbers);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> into) {
        if (node.isObject()) {
            node.fields().forEachRemaining(entry -> flatten(
                    prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(prefix + "." + i, node.get(i), into);
            }
        } else {
            into.put(prefix, node);
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        return node.isTextual() ? Optional.of(Instant.parse(node.textValue())) : Optional.empty();
    }

    private static OptionalLong integer(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    private static OptionalDouble real(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
    }
}
