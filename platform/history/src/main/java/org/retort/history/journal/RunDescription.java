package org.retort.history.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.retort.history.HistoryException;
import org.retort.history.internal.Json;

/**
 * What a run is: {@code run.json}, which never changes once the run exists.
 *
 * @param id the number of its folder as text; empty until {@link RunFolder#create} gives it
 * @param uuid tells it from the runs of other workspaces
 * @param name for people: experiment and member
 * @param experiment name of the experiment
 * @param member its part in the experiment: the teacher's or the student's name
 * @param kind {@code teacher} or {@code student}
 * @param seed key of all its random draws
 * @param created when it was created
 * @param teachers ids of the runs that it learns from, in the order of its descriptor's teachers
 * @param commandLine what the user typed
 * @param identity SHA-256 in hexadecimal of what decides the result
 * @param descriptor the resolved descriptor of this run alone; shared, not to be changed
 */
public record RunDescription(String id, String uuid, String name, String experiment, String member, String kind,
        long seed, Instant created, List<String> teachers, String commandLine, String identity,
        ObjectNode descriptor) {
    private static final int VERSION = 1;

    /** Makes the list immutable. */
    public RunDescription {
        teachers = List.copyOf(teachers);
    }

    /** A run that is to be created, named {@code experiment/member}, with a new uuid and no id yet. */
    public static RunDescription of(String experiment, String member, String kind, long seed, Instant created,
            List<String> teachers, String commandLine, String identity, ObjectNode descriptor) {
        return new RunDescription("", UUID.randomUUID().toString(), experiment + "/" + member, experiment, member,
                kind, seed, created, teachers, commandLine, identity, descriptor);
    }

    /** The same run under an id. */
    public RunDescription withId(String newId) {
        return new RunDescription(newId, uuid, name, experiment, member, kind, seed, created, teachers, commandLine,
                identity, descriptor);
    }

    /** The document that is stored and served. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("version", VERSION);
        node.put("id", id);
        node.put("uuid", uuid);
        node.put("name", name);
        node.put("experiment", experiment);
        node.put("member", member);
        node.put("kind", kind);
        node.put("seed", seed);
        node.put("created", created.toString());
        teachers.forEach(node.putArray("teachers")::add);
        node.put("commandLine", commandLine);
        node.put("identity", identity);
        node.set("descriptor", descriptor);
        return node;
    }

    /**
     * Reads the document that {@link #toJson} makes.
     *
     * @param node the document
     * @param source where it was found, for messages
     * @throws HistoryException if it is of a newer version or a field is missing
     */
    public static RunDescription of(ObjectNode node, String source) {
        int version = node.path("version").asInt();
        if (version != VERSION) {
            throw new HistoryException(source + " has version " + version + "; this Retort reads version " + VERSION
                    + ". Use the Retort that wrote it, or a newer one.");
        }
        if (!(node.get("descriptor") instanceof ObjectNode descriptor)) {
            throw new HistoryException(source + " has no descriptor");
        }
        List<String> teachers = new ArrayList<>();
        node.path("teachers").forEach(run -> teachers.add(run.asText()));
        // Before a student could have several teachers.
        if (node.path("teacher").isTextual()) {
            teachers.add(node.get("teacher").textValue());
        }
        return new RunDescription(text(node, "id", source), text(node, "uuid", source), text(node, "name", source),
                text(node, "experiment", source), text(node, "member", source), text(node, "kind", source),
                node.path("seed").asLong(), instant(text(node, "created", source), source), teachers,
                text(node, "commandLine", source), text(node, "identity", source), descriptor);
    }

    private static String text(ObjectNode node, String key, String source) {
        if (!node.path(key).isTextual()) {
            throw new HistoryException(source + " has no text under '" + key + "'");
        }
        return node.get(key).textValue();
    }

    private static Instant instant(String text, String source) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new HistoryException(source + ": '" + text + "' is not a time such as 2026-01-31T12:00:00Z", e);
        }
    }
}
