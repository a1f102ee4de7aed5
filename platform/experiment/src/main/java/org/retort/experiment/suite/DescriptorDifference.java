package org.retort.experiment.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys in which two resolved descriptors differ. */
public final class DescriptorDifference {
    private DescriptorDifference() {}

    /** One entry for each key that differs, such as {@code train.batch 8 -> 16}; a missing side is {@code nothing}. */
    public static List<String> of(JsonNode before, JsonNode now) {
        Map<String, String> first = new TreeMap<>();
        Map<String, String> second = new TreeMap<>();
        flatten("", before, first);
        flatten("", now, second);
        TreeSet<String> keys = new TreeSet<>(first.keySet());
        keys.addAll(second.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            String old = first.getOrDefault(key, "nothing");
            String recent = second.getOrDefault(key, "nothing");
            if (!old.equals(recent)) {
                differences.add(key + " " + old + " -> " + recent);
            }
        }
        return differences;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        String before = path.isEmpty() ? "" : path + ".";
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> flatten(before + field.getKey(), field.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(before + i, node.get(i), into);
            }
        } else {
            into.put(path, node.asText());
        }
    }
}
