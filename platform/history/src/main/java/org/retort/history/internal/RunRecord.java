package org.retort.history.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.history.journal.Event;
import org.retort.history.journal.Labels;
import org.retort.history.journal.RunDescription;

/** What the index keeps of one run: everything its journal says, folded into one document, save the metric points. */
public final class RunRecord {
    private final ObjectNode document;
    private final Map<String, List<Point>> newPoints = new LinkedHashMap<>();

    /**
     * One value of a metric.
     *
     * @param step training step
     * @param value may be non-finite
     */
    public record Point(long step, double value) {
    }

    /** A stored record. */
    public RunRecord(ObjectNode document) {
        this.document = document;
    }

    /** A run of which no event was read yet. */
    public RunRecord(RunDescription description, Labels labels) {
        this(Json.object());
        document.set("run", description.toJson());
        setLabels(labels);
        document.put("offset", 0L);
        document.put("seq", 0L);
        document.put("lastEvent", description.created().toString());
        document.putObject("metrics");
        document.putObject("counts");
        document.putObject("results");
        for (String list : List.of("checkpoints", "samples", "artifacts", "warnings")) {
            document.putArray(list);
        }
    }

    /** The document to store; live. */
    public ObjectNode document() {
        return document;
    }

    /** Where the journal's next line starts. */
    public long offset() {
        return document.path("offset").asLong();
    }

    /** Number of the last event in it. */
    public long seq() {
        return document.path("seq").asLong();
    }

    public void setOffset(long offset) {
        document.put("offset", offset);
    }

    public void setLabels(Labels labels) {
        document.set("labels", labels.toJson());
    }

    /** The last event that told a state. */
    public Optional<Event> lastState() {
        return document.get("state") instanceof ObjectNode state ? Event.of(state) : Optional.empty();
    }

    /** How many points were added to a metric. */
    public long count(String metric) {
        return document.path("counts").path(metric).asLong();
    }

    /** The points that were added since the last call, by metric. */
    public Map<String, List<Point>> takeNewPoints() {
        Map<String, List<Point>> taken = new LinkedHashMap<>(newPoints);
        newPoints.clear();
        return taken;
    }

    /** Takes in the next event. */
    public void apply(Event event) {
        ObjectNode body = event.body();
        document.put("seq", event.seq());
        document.put("lastEvent", event.time().toString());
        switch (event.type()) {
            case Event.STATE -> applyState(event);
            case "provenance" -> document.set("provenance", body);
            case "dataset" -> document.set("dataset", body);
            case "stage" -> document.set("stage", body);
            case "metrics" -> applyMetrics(body);
            case "sample" -> replace("samples", "sheet", body);
            case "checkpoint" -> replace("checkpoints", "file", body);
            case "artifact" -> replace("artifacts", "file", body);
            case "result" -> applyResult(body);
            case "warning" -> ((ArrayNode) document.get("warnings")).add(event.toJson());
            default -> {
                // Types of newer versions count as a sign of life; the events themselves stay readable.
            }
        }
    }

    private void applyState(Event event) {
        document.set("state", event.toJson());
        event.state().ifPresent(state -> {
            switch (state) {
                case RUNNING -> {
                    if (!document.has("started")) {
                        document.put("started", event.time().toString());
                    }
                    document.remove(List.of("finished", "error"));
                }
                case QUEUED -> document.remove(List.of("finished", "error"));
                default -> {
                    document.put("finished", event.time().toString());
                    document.remove("remainingSeconds");
                    if (event.body().has("error")) {
                        document.set("error", event.body().get("error"));
                    }
                }
            }
        });
    }

    private void applyMetrics(ObjectNode body) {
        long step = body.path("step").asLong();
        document.put("step", step);
        JsonNode timing = body.path("timing");
        if (timing.isObject()) {
            document.set("timing", timing);
            if (timing.path("remainingSeconds").isNumber()) {
                document.set("remainingSeconds", timing.get("remainingSeconds"));
            }
        }
        ObjectNode last = (ObjectNode) document.get("metrics");
        body.path("values").fields().forEachRemaining(entry -> {
            double value = number(entry.getValue());
            last.put(entry.getKey(), value);
            addPoint(entry.getKey(), step, value);
        });
        timing.fields().forEachRemaining(entry -> addPoint("timing/" + entry.getKey(), step, number(entry.getValue())));
    }

    private void addPoint(String metric, long step, double value) {
        ((ObjectNode) document.get("counts")).put(metric, count(metric) + 1);
        newPoints.computeIfAbsent(metric, key -> new ArrayList<>()).add(new Point(step, value));
    }

    private void applyResult(ObjectNode body) {
        ObjectNode results = (ObjectNode) document.get("results");
        for (JsonNode value : body.path("values")) {
            results.set(value.path("name").asText(), value);
        }
    }

    /** A resumed run makes some of its files again: the newer entry takes the older one's place. */
    private void replace(String list, String key, ObjectNode body) {
        ArrayNode entries = (ArrayNode) document.get(list);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).path(key).equals(body.path(key))) {
                entries.set(i, body);
                return;
            }
        }
        entries.add(body);
    }

    /** A number of a journal: non-finite ones are texts. */
    public static double number(JsonNode node) {
        return switch (node.asText()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> node.isNumber() ? node.doubleValue() : Double.NaN;
        };
    }
}
