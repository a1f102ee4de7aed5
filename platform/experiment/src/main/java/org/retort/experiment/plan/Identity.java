package org.retort.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The SHA-256 of what decides the trained weights of a run: its resolved descriptor with sorted keys, without the keys
 * that only name, watch or measure it ({@code name}, {@code member}, {@code classifier}, {@code metrics},
 * {@code evaluate}, and {@code log-every}, {@code shares-every}, {@code sample-every}, {@code checkpoint-every} of
 * {@code train}). Two runs of one identity on one machine with the same plugins train the same weights.
 */
public final class Identity {
    private static final List<String> NAMES = List.of("name", "member", "classifier", "metrics", "evaluate");
    private static final List<String> WATCHING = List.of("log-every", "shares-every", "sample-every", "checkpoint-every");

    private Identity() {}

    static String of(ObjectNode descriptor) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(sorted(deciding(descriptor)).toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The keys of a run's resolved descriptor that decide its weights.
     *
     * @param descriptor is not changed
     */
    public static ObjectNode deciding(ObjectNode descriptor) {
        ObjectNode deciding = descriptor.deepCopy();
        boolean trainsClassifier = !deciding.has("generator");
        JsonNode classifier = deciding.get("classifier");
        deciding.remove(NAMES);
        if (trainsClassifier) {
            deciding.set("classifier", classifier);
        }
        withoutWatching(deciding);
        withoutWatching(deciding.path("teacher"));
        deciding.path("teachers").forEach(Identity::withoutWatching);
        return deciding;
    }

    private static void withoutWatching(JsonNode owner) {
        if (owner.get("train") instanceof ObjectNode train) {
            train.remove(WATCHING);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> byKey = new TreeMap<>();
            object.fields().forEachRemaining(field -> byKey.put(field.getKey(), sorted(field.getValue())));
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            copy.setAll(byKey);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(entry -> copy.add(sorted(entry)));
            return copy;
        }
        return node;
    }
}
