package org.retort.experiment.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;
import org.retort.experiment.internal.yaml.Value;

/** Which values of the axes meet in one member; a combination holds a choice for each axis, by the axis' name. */
final class Combinations {
    private static final int ALLOWED = 10_000;

    private final Map<String, WrittenAxis> axes;

    Combinations(List<WrittenAxis> axes) {
        this.axes = new LinkedHashMap<>();
        axes.forEach(axis -> this.axes.put(axis.name(), axis));
    }

    /** The product of the axes, zipped ones taken together, without what is excluded, then what is included. */
    List<Map<String, Choice>> of(Value zip, Value exclude, Value include) {
        List<Map<String, Choice>> combinations = product(zip);
        for (Value entry : entries(exclude, "exclude")) {
            Map<String, List<String>> excluded = excluded(entry);
            if (!combinations.removeIf(combination -> matches(combination, excluded))) {
                throw new InputException(entry.position()
                        + ": this excludes nothing: no member that is left has these values; remove it");
            }
        }
        for (Value entry : entries(include, "include")) {
            Map<String, Choice> included = included(entry);
            if (combinations.stream().anyMatch(combination -> labels(combination).equals(labels(included)))) {
                throw new InputException(entry.position() + ": this includes a member that is there; remove it");
            }
            combinations.add(included);
        }
        return combinations;
    }

    private List<Map<String, Choice>> product(Value zip) {
        Map<String, List<WrittenAxis>> together = together(zip);
        List<Map<String, Choice>> combinations = List.of(Map.of());
        for (WrittenAxis axis : axes.values()) {
            List<WrittenAxis> group = together.getOrDefault(axis.name(), List.of(axis));
            if (group.get(0) != axis) {
                continue;
            }
            List<Map<String, Choice>> longer = new ArrayList<>();
            for (Map<String, Choice> combination : combinations) {
                for (int i = 0; i < axis.choices().size(); i++) {
                    Map<String, Choice> whole = new LinkedHashMap<>(combination);
                    for (WrittenAxis member : group) {
                        whole.put(member.name(), member.choices().get(i));
                    }
                    longer.add(whole);
                }
            }
            if (longer.size() > ALLOWED) {
                throw new InputException(axis.position() + ": with axis " + axis.name() + " the suite has "
                        + longer.size() + " members; allowed are " + ALLOWED);
            }
            combinations = longer;
        }
        return new ArrayList<>(combinations);
    }

    /** The zipped axes, in the order of the axes, by the name of each of them. */
    private Map<String, List<WrittenAxis>> together(Value zip) {
        Map<String, List<WrittenAxis>> together = new HashMap<>();
        for (Value group : entries(zip, "zip")) {
            if (!(group instanceof Sequence names) || names.values().size() < 2) {
                throw new InputException(group.position()
                        + ": zip is a list of lists, each of two axes or more, such as [[seed, ladder]]");
            }
            List<String> zipped = new ArrayList<>();
            for (Value name : names.values()) {
                WrittenAxis axis = axis(name instanceof Scalar scalar ? scalar.text() : "", name);
                if (together.containsKey(axis.name()) || zipped.contains(axis.name())) {
                    throw new InputException(name.position() + ": axis " + axis.name() + " is zipped a second time");
                }
                zipped.add(axis.name());
                int first = axes.get(zipped.get(0)).choices().size();
                if (axis.choices().size() != first) {
                    throw new InputException(name.position() + ": axis " + axis.name() + " has "
                            + axis.choices().size() + " values and axis " + zipped.get(0) + " has " + first
                            + "; zipped axes need equally many");
                }
            }
            List<WrittenAxis> ordered =
                    axes.values().stream().filter(axis -> zipped.contains(axis.name())).toList();
            zipped.forEach(name -> together.put(name, ordered));
        }
        return together;
    }

    private Map<String, List<String>> excluded(Value entry) {
        Map<String, List<String>> excluded = new LinkedHashMap<>();
        group(entry, "exclude").entries().forEach((name, value) -> {
            WrittenAxis axis = axis(name, new Scalar(value.position(), name, false));
            List<Value> values = value.value() instanceof Sequence list ? list.values() : List.of(value.value());
            excluded.put(
                    name, values.stream().map(one -> axis.choice(one).label()).toList());
        });
        return excluded;
    }

    private Map<String, Choice> included(Value entry) {
        Mapping group = group(entry, "include");
        group.entries().forEach((name, value) -> axis(name, new Scalar(value.position(), name, false)));
        Map<String, Choice> included = new LinkedHashMap<>();
        for (WrittenAxis axis : axes.values()) {
            Value value = group.get(axis.name());
            if (value != null) {
                included.put(axis.name(), axis.anyChoice(value));
            }
        }
        return included;
    }

    private static boolean matches(Map<String, Choice> combination, Map<String, List<String>> excluded) {
        return excluded.entrySet().stream()
                .allMatch(entry -> entry.getValue().contains(combination.get(entry.getKey()).label()));
    }

    static Map<String, String> labels(Map<String, Choice> combination) {
        Map<String, String> labels = new LinkedHashMap<>();
        combination.forEach((axis, choice) -> labels.put(axis, choice.label()));
        return labels;
    }

    private WrittenAxis axis(String name, Value written) {
        WrittenAxis axis = axes.get(name);
        if (axis == null) {
            throw new InputException(written.position() + ": there is no axis " + written.kind()
                    + NearestName.question(name, axes.keySet())
                    + (axes.isEmpty() ? "; the descriptor has no axes" : "; axes are " + String.join(", ", axes.keySet())));
        }
        return axis;
    }

    private static Mapping group(Value entry, String key) {
        if (entry instanceof Mapping group && !group.entries().isEmpty()) {
            return group;
        }
        throw new InputException(entry.position() + ": an entry of " + key + " is " + entry.kind()
                + "; axes with values are needed, such as {seed: 1}");
    }

    private static List<Value> entries(Value list, String key) {
        if (list == null) {
            return List.of();
        }
        if (list instanceof Sequence sequence) {
            return sequence.values();
        }
        throw new InputException(list.position() + ": " + key + " is " + list.kind() + "; a list is needed");
    }
}
