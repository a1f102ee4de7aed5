package org.retort.experiment.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;
import org.retort.experiment.plugin.NearestName;

/**
 * {@code key=value} overrides. A key is a path of keys joined by dots; an entry of a list is named by its index from 0,
 * or by its {@code name} or {@code plugin}. {@code train.KEY} stands for that key of the teacher and of all students.
 */
public final class Overrides {
    private Overrides() {}

    /** The descriptor with the overrides put in one after the other. */
    public static Mapping apply(Mapping descriptor, List<String> overrides) {
        Mapping changed = descriptor;
        for (String override : overrides) {
            changed = apply(changed, override);
        }
        return changed;
    }

    private static Mapping apply(Mapping descriptor, String override) {
        Position position = new Position("--set " + override, 0, 0);
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new InputException(position + ": an override is written key=value, such as train.iterations=100");
        }
        List<String> path = List.of(override.substring(0, equals).strip().split("\\.", -1));
        Value value = YamlReader.readValue(override.substring(equals + 1), position);
        if (!path.get(0).equals("train")) {
            return (Mapping) put(descriptor, path, 0, value, position);
        }
        Mapping changed = descriptor;
        if (changed.get("teacher") != null) {
            changed = (Mapping) put(changed, prefixed(path, "teacher"), 0, value, position);
        }
        if (changed.get("students") instanceof Sequence students) {
            for (int i = 0; i < students.values().size(); i++) {
                changed = (Mapping) put(changed, prefixed(path, "students", "" + i), 0, value, position);
            }
        }
        return changed;
    }

    private static List<String> prefixed(List<String> path, String... before) {
        List<String> whole = new ArrayList<>(List.of(before));
        whole.addAll(path);
        return whole;
    }

    private static Value put(Value here, List<String> path, int depth, Value value, Position position) {
        if (depth == path.size()) {
            return value;
        }
        String key = path.get(depth);
        if (here == null || here instanceof Scalar scalar && scalar.absent()) {
            Mapping empty = new Mapping(position, Map.of());
            return empty.with(key, new Entry(position, put(null, path, depth + 1, value, position)));
        }
        if (here instanceof Mapping mapping) {
            Entry before = mapping.entries().get(key);
            Value inner = put(before == null ? null : before.value(), path, depth + 1, value, position);
            return mapping.with(key, new Entry(position, inner));
        }
        if (here instanceof Sequence sequence) {
            int index = index(sequence, key, path, depth, position);
            List<Value> changed = new ArrayList<>(sequence.values());
            changed.set(index, put(changed.get(index), path, depth + 1, value, position));
            return new Sequence(sequence.position(), changed);
        }
        throw new InputException(position + ": " + before(path, depth) + " is " + here.kind()
                + " in the descriptor and has no key " + key);
    }

    private static int index(Sequence sequence, String key, List<String> path, int depth, Position position) {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < sequence.values().size(); i++) {
            if (sequence.values().get(i) instanceof Mapping entry) {
                int index = i;
                Value name = entry.get("name") == null ? entry.get("plugin") : entry.get("name");
                if (name instanceof Scalar scalar) {
                    names.computeIfAbsent(scalar.text(), text -> index);
                }
            }
        }
        if (names.containsKey(key)) {
            return names.get(key);
        }
        if (key.matches("\\d{1,6}") && Integer.parseInt(key) < sequence.values().size()) {
            return Integer.parseInt(key);
        }
        String allowed = sequence.values().isEmpty()
                ? "the list is empty"
                : "allowed are 0 to " + (sequence.values().size() - 1) + " and " + String.join(", ", names.keySet());
        throw new InputException(position + ": " + before(path, depth) + " has no entry `" + key + "`"
                + NearestName.hint(key, names.keySet()) + "; " + allowed);
    }

    private static String before(List<String> path, int depth) {
        return String.join(".", path.subList(0, depth));
    }
}
