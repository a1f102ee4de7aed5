package org.retort.engine.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/** The JSON header of a safetensors file. */
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";

    /** Shape and byte range, counted from the end of the header. */
    record Entry(long[] shape, long begin, long end) {}

    static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long position = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            long end = position + (long) tensor.getValue().data().length * Float.BYTES;
            entries.put(tensor.getKey(), new Entry(tensor.getValue().shape(), position, end));
            position = end;
        }
        return new SafetensorsHeader(entries, metadata);
    }

    static SafetensorsHeader parse(String json, Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InputException(file + " has a header that is no JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, Entry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        root.fields().forEachRemaining(field -> {
            if (field.getKey().equals(METADATA)) {
                field.getValue().fields().forEachRemaining(text -> metadata.put(text.getKey(), text.getValue().asText()));
            } else {
                tensors.put(field.getKey(), entry(field.getKey(), field.getValue(), file));
            }
        });
        return new SafetensorsHeader(tensors, metadata);
    }

    private static Entry entry(String name, JsonNode node, Path file) {
        String type = node.path("dtype").asText();
        if (!type.equals("F32")) {
            throw new InputException(file + ": tensor " + name + " has type '" + type + "'; only F32 is read, so convert it");
        }
        long[] shape = longs(node.path("shape"));
        long[] range = longs(node.path("data_offsets"));
        if (!node.path("shape").isArray() || range.length != 2) {
            throw new InputException(file + ": tensor " + name + " needs a shape and two data_offsets, but is " + node);
        }
        return new Entry(shape, range[0], range[1]);
    }

    private static long[] longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        tensors.forEach((name, entry) -> {
            ObjectNode node = root.putObject(name).put("dtype", "F32");
            node.set("shape", JSON.valueToTree(entry.shape()));
            node.putArray("data_offsets").add(entry.begin()).add(entry.end());
        });
        return root.toString();
    }
}
