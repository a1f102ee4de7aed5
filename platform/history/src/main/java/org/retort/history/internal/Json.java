package org.retort.history.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.retort.history.HistoryException;

/** Reading and writing of JSON objects, one line or one file at a time. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The object on one line, in UTF-8, without a line end. */
    public static byte[] line(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The object over several lines for people to read, ending in a line end. */
    public static byte[] document(JsonNode node) {
        try {
            String text = MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(node);
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The object in these bytes; empty when they hold anything else. */
    public static Optional<ObjectNode> parse(byte[] bytes, int offset, int length) {
        try {
            return MAPPER.readTree(bytes, offset, length) instanceof ObjectNode object
                    ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a file that holds one object.
     *
     * @throws HistoryException if it cannot be read or holds anything else
     */
    public static ObjectNode read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new HistoryException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return parse(bytes, 0, bytes.length)
                .orElseThrow(() -> new HistoryException(file + " is not a JSON object"));
    }
}
