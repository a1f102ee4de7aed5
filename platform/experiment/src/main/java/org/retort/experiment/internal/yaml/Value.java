package org.retort.experiment.internal.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a descriptor and where it was written; immutable. */
public sealed interface Value {
    /** Where the value begins. */
    Position position();

    /** The kind of value for messages, such as {@code a list}. */
    String kind();

    /**
     * A key with its value.
     *
     * @param position where the key begins
     * @param value what it holds
     */
    record Entry(Position position, Value value) {}

    /**
     * Keys with values, in the order written.
     *
     * @param position where the mapping begins
     * @param entries by key
     */
    record Mapping(Position position, Map<String, Entry> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a group of keys";
        }

        /** The value of a key; null where there is none. */
        public Value get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        /** A copy in which a key holds another value. */
        public Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(position, changed);
        }
    }

    /**
     * Values in order.
     *
     * @param position where the list begins
     * @param values the values
     */
    record Sequence(Position position, List<Value> values) implements Value {
        public Sequence {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A number, word or text.
     *
     * @param position where it begins
     * @param text what is written, without quotes
     * @param quoted whether it was written in quotes
     */
    record Scalar(Position position, String text, boolean quoted) implements Value {
        @Override
        public String kind() {
            return absent() ? "no value" : "`" + text + "`";
        }

        /** Whether nothing, {@code null} or {@code ~} is written. */
        public boolean absent() {
            return !quoted && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }
    }
}
