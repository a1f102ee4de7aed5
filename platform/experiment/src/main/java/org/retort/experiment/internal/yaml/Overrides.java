package org.retort.experiment.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;

/**
 * Values put into a descriptor. A key is a path of keys joined by dots; an entry of a list is named by its index from
 * 0, or by its {@code name} or {@code plugin}; {@code +} adds an entry to a list, or all those of the given list.
 * {@code train.KEY} stands for that key of all teachers and students.
 */
public final class Overrides {
    private static final String ANOTHER = "+";

    private Overrides() {}

    /**
     * One value and where it belongs.
     *
     * @param path keys joined by dots
     * @param position where the path was written, for messages
     * @param value what is put there
     */
    public record Assignment(String path, Position position, Value value) {}

    /** The descriptor with {@code key=value} overrides put in one after the other. */
    public static Mapping apply(Mapping descriptor, List<String> overrides) {
        Mapping changed = descriptor;
        for (String override : overrides) {
            changed = put(changed, parse(override));
        }
        return changed;
    }

    /** Reads {@code key=value}. */
    public static Assignment parse(String override) {
        Position position = new Position("--set " + override, 0, 0);
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new InputException(position + ": an override is written key=value, such as train.iterations=100");
        }
        Value value = YamlReader.readValue(override.substring(equals + 1), position);
        return new Assignment(override.substring(0, equals).strip(), position, value);
    }

    /** The descriptor with one value put in. */
    public static Mapping put(Mapping descriptor, Assignment assignment) {
        List<String> path = List.of(assignment.path().split("\\.", -1));
        Value value = assignment.value();
        Position position = assignment.position();
        if (!path.get(0).equals("train")) {
            return (Mapping) put(descriptor, path, 0, value, position);
        }
        Mapping changed = descriptor;
        if (changed.get("teacher") != null) {
            changed = (Mapping) put(changed, prefixed(path, "teacher"), 0, value, position);
        }
        for (String list : List.of("teachers", "students")) {
            if (changed.get(list) instanceof Sequence members) {
                for (int i = 0; i < members.values().size(); i++) {
                    changed = (Mapping) put(changed, prefixed(path, list, "" + i), 0, value, position);
                }
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
        if (key.equals(ANOTHER) && depth == path.size() - 1) {
            return extended(here, path, depth, value, position);
        }
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

    private static Value extended(Value here, List<String> path, int depth, Value value, Position position) {
        List<Value> entries = new ArrayList<>();
        if (here instanceof Sequence list) {
            entries.addAll(list.values());
        } else if (here != null) {
            throw new InputException(position + ": " + before(path, depth) + " is " + here.kind()
                    + " in the descriptor; + adds entries to lists alone");
        }
        entries.addAll(value instanceof Sequence list ? list.values() : List.of(value));
        return new Sequence(here == null ? position : here.position(), entries);
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
                + NearestName.question(key, names.keySet()) + "; " + allowed);
    }

    private static String before(List<String> path, int depth) {
        return String.join(".", path.subList(0, depth));
    }
}
