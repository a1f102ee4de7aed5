package org.retort.experiment.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.api.plugin.InputException;
import org.retort.experiment.internal.binding.ExperimentBinder;
import org.retort.experiment.internal.binding.RecordBinder;
import org.retort.experiment.internal.yaml.Overrides;
import org.retort.experiment.internal.yaml.Overrides.Assignment;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.plugin.PluginCatalog;

/** Takes the keys of a suite out of a descriptor and makes its members. */
final class SuiteReader {
    private static final List<String> KEYS = List.of("axes", "zip", "exclude", "include", "execution");

    private final Path folder;
    private final PluginCatalog catalog;

    SuiteReader(Path folder, PluginCatalog catalog) {
        this.folder = folder;
        this.catalog = catalog;
    }

    Suite read(Mapping written, List<String> overrides) {
        Mapping descriptor = written;
        List<Assignment> last = new ArrayList<>();
        Map<String, Assignment> ofAxes = new LinkedHashMap<>();
        Mapping named = group(written, "axes");
        for (String override : overrides) {
            Assignment assignment = Overrides.parse(override);
            if (KEYS.contains(assignment.path().split("\\.")[0])) {
                descriptor = Overrides.put(descriptor, assignment);
            } else if (named.entries().containsKey(assignment.path())) {
                ofAxes.put(assignment.path(), assignment);
            } else {
                last.add(assignment);
            }
        }
        List<WrittenAxis> axes = axes(group(descriptor, "axes"), ofAxes);
        List<Map<String, Choice>> combinations = new Combinations(axes)
                .of(descriptor.get("zip"), descriptor.get("exclude"), descriptor.get("include"));
        if (combinations.isEmpty()) {
            throw new InputException(descriptor.get("exclude").position() + ": nothing is left of the suite");
        }
        ExecutionPolicy execution = new RecordBinder(folder)
                .bind(ExecutionPolicy.class, group(descriptor, "execution"), List.of(), "execution");
        List<Axis> readable = axes.stream()
                .map(axis -> new Axis(axis.name(), axis.variants(), axis.labels()))
                .toList();
        List<SuiteMember> members = members(descriptor, readable, combinations, last);
        return new Suite(members.get(0).experiment().settings().name(), readable, members, execution);
    }

    private static List<WrittenAxis> axes(Mapping group, Map<String, Assignment> overrides) {
        List<WrittenAxis> axes = new ArrayList<>();
        for (Map.Entry<String, Entry> entry : group.entries().entrySet()) {
            AxisReader reader = new AxisReader(entry.getKey(), entry.getValue());
            Assignment override = overrides.get(entry.getKey());
            WrittenAxis axis = override == null ? reader.read() : reader.read(override);
            for (Choice choice : axis.choices()) {
                choice.assignments().forEach(assignment -> checkPath(assignment, axis, axes));
            }
            axes.add(axis);
        }
        return axes;
    }

    private static void checkPath(Assignment assignment, WrittenAxis owner, List<WrittenAxis> before) {
        String path = assignment.path();
        String first = path.split("\\.", -1)[0];
        if (first.equals("name") || KEYS.contains(first)) {
            throw new InputException(assignment.position() + ": axis " + owner.name() + " sets " + path
                    + ", which belongs to the suite as a whole and cannot vary");
        }
        for (WrittenAxis axis : before) {
            boolean taken = axis.choices().stream()
                    .flatMap(choice -> choice.assignments().stream())
                    .map(Assignment::path)
                    .anyMatch(other -> !path.endsWith("+") && (other.equals(path) || other.startsWith(path + ".")));
            if (taken) {
                throw new InputException(assignment.position() + ": axis " + owner.name() + " sets " + path
                        + ", which axis " + axis.name() + " sets as well; two axes cannot set one key");
            }
        }
    }

    private List<SuiteMember> members(
            Mapping descriptor,
            List<Axis> axes,
            List<Map<String, Choice>> combinations,
            List<Assignment> overrides) {
        Map<String, Entry> base = new LinkedHashMap<>(descriptor.entries());
        base.keySet().removeAll(KEYS);
        MemberLabels labels =
                new MemberLabels(axes, combinations.stream().map(Combinations::labels).toList());
        List<SuiteMember> members = new ArrayList<>();
        for (Map<String, Choice> combination : combinations) {
            Mapping member = new Mapping(descriptor.position(), base);
            for (Choice choice : combination.values()) {
                for (Assignment assignment : choice.assignments()) {
                    member = Overrides.put(member, assignment);
                }
            }
            for (Assignment override : overrides) {
                member = Overrides.put(member, override);
            }
            members.add(new SuiteMember(
                    labels.of(Combinations.labels(combination)),
                    Combinations.labels(combination),
                    new ExperimentBinder(folder, catalog).bind(member)));
        }
        return members;
    }

    private static Mapping group(Mapping descriptor, String key) {
        Value value = Optional.ofNullable(descriptor.get(key)).orElse(new Mapping(descriptor.position(), Map.of()));
        if (value instanceof Mapping group) {
            return group;
        }
        throw new InputException(value.position() + ": " + key + " is " + value.kind() + "; a group of keys is needed");
    }
}
