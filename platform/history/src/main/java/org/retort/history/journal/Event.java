package org.retort.history.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.retort.history.internal.Json;

/**
 * One line of a journal.
 *
 * @param seq 1, 2, 3, ... without gaps
 * @param time when it was appended
 * @param type what happened: {@code state}, {@code metrics}, ...
 * @param body the fields of that type; shared, not to be changed
 */
public record Event(long seq, Instant time, String type, ObjectNode body) {
    /** The type of events that tell a run's {@link RunState}. */
    public static final String STATE = "state";

    /** The whole event as one object: {@code seq}, {@code time}, {@code type}, then the body's fields. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("seq", seq);
        node.put("time", time.toString());
        node.put("type", type);
        node.setAll(body);
        return node;
    }

    /** The event in an object as {@link #toJson} makes them; empty when a field is missing or has a wrong type. */
    public static Optional<Event> of(ObjectNode node) {
        if (!node.path("seq").isIntegralNumber() || !node.path("time").isTextual() || !node.path("type").isTextual()) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.parse(node.get("time").textValue());
            ObjectNode body = node.deepCopy();
            body.remove("seq");
            body.remove("time");
            body.remove("type");
            return Optional.of(new Event(node.get("seq").longValue(), time, node.get("type").textValue(), body));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The state that an event of type {@code state} tells; empty for others. */
    public Optional<RunState> state() {
        return type.equals(STATE) ? RunState.of(body.path("state").asText()) : Optional.empty();
    }
}
