package org.retort.experiment.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.internal.binding.RecordBinder;
import org.retort.experiment.internal.yaml.Overrides.Assignment;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;
import org.retort.experiment.internal.yaml.Value;

/** Reads one axis. */
final class AxisReader {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private final String name;
    private final Entry entry;

    AxisReader(String name, Entry entry) {
        this.name = name;
        this.entry = entry;
    }

    /** The axis as it is written. */
    WrittenAxis read() {
        List<Value> values = values(entry.value());
        boolean variants = values.get(0) instanceof Mapping;
        WrittenAxis axis = new WrittenAxis(
                name, entry.position(), variants, variants ? variants(values) : keyed(values));
        checkNames(axis, values);
        return axis;
    }

    /** The axis with the values that an override names in the place of those written. */
    WrittenAxis read(Assignment override) {
        WrittenAxis written = read();
        List<Value> values = override.value() instanceof Scalar ? List.of(override.value()) : values(override.value());
        List<Choice> choices = values.stream().map(written::anyChoice).toList();
        WrittenAxis axis = new WrittenAxis(name, override.position(), written.variants(), choices);
        checkNames(axis, values);
        return axis;
    }

    private List<Value> values(Value written) {
        if (written instanceof Mapping range) {
            return new NumberRange(range).values();
        }
        if (!(written instanceof Sequence list) || list.values().isEmpty()) {
            String found = written instanceof Sequence ? "an empty list" : written.kind();
            throw new InputException(written.position() + ": axis " + name + " is " + found
                    + "; allowed are a list of values, a range such as {from: 8, to: 32, step: 8}, and a list of"
                    + " variants such as {name: WORD, set: {KEY: VALUE}}");
        }
        return list.values();
    }

    private List<Choice> keyed(List<Value> values) {
        return values.stream()
                .map(value -> WrittenAxis.ofKey(name, entry.position(), value))
                .toList();
    }

    private List<Choice> variants(List<Value> values) {
        Map<String, Choice> byName = new LinkedHashMap<>();
        List<Choice> choices = new ArrayList<>();
        for (Value value : values) {
            if (!(value instanceof Mapping variant)) {
                throw new InputException(value.position() + ": " + value.kind() + " found among the variants of axis "
                        + name + "; a variant is written {name: WORD, set: {KEY: VALUE}}");
            }
            Choice choice = variant(variant, byName);
            byName.putIfAbsent(choice.label(), choice);
            choices.add(choice);
        }
        return choices;
    }

    private Choice variant(Mapping variant, Map<String, Choice> before) {
        RecordBinder.checkKeys(variant, List.of("name", "from", "set"), "a variant of axis " + name);
        Value named = variant.get("name");
        if (!(named instanceof Scalar label) || !label.text().matches(NAME)) {
            throw new InputException((named == null ? variant : named).position() + ": a variant of axis " + name
                    + (named == null ? " needs the key name" : " has the name " + named.kind())
                    + "; allowed are letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        List<Assignment> assignments = new ArrayList<>();
        Value from = variant.get("from");
        if (from != null) {
            assignments.addAll(earlier(from, before).assignments());
        }
        Value set = variant.get("set");
        if (set != null && !(set instanceof Mapping)) {
            throw new InputException(set.position() + ": set is " + set.kind()
                    + "; a group of keys and values is needed, such as {train.iterations: 100}");
        }
        if (set instanceof Mapping keys) {
            keys.entries().forEach(
                    (key, value) -> assignments.add(new Assignment(key, value.position(), value.value())));
        }
        return new Choice(label.text(), assignments);
    }

    private Choice earlier(Value from, Map<String, Choice> before) {
        String wanted = from instanceof Scalar scalar ? scalar.text() : "";
        if (!before.containsKey(wanted)) {
            throw new InputException(from.position() + ": from is " + from.kind() + ", which is no variant before this"
                    + " one" + NearestName.question(wanted, before.keySet())
                    + (before.isEmpty() ? "; it is the first" : "; allowed are " + String.join(", ", before.keySet())));
        }
        return before.get(wanted);
    }

    private void checkNames(WrittenAxis axis, List<Value> values) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < axis.choices().size(); i++) {
            String label = axis.choices().get(i).label();
            if (!seen.add(label)) {
                throw new InputException(
                        values.get(i).position() + ": axis " + name + " has the value " + label + " a second time");
            }
        }
    }
}
