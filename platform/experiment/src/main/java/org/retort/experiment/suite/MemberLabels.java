package org.retort.experiment.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short names of members: only what varies, and of a key only as much as tells it from the other axes' keys. */
final class MemberLabels {
    private final List<WrittenAxis> varying;
    private final Map<String, String> shortNames = new LinkedHashMap<>();

    /**
     * @param combinations all members
     */
    MemberLabels(List<WrittenAxis> axes, List<Map<String, Choice>> combinations) {
        this.varying = axes.stream()
                .filter(axis -> !axis.name().equals(Axis.SEED))
                .filter(axis -> combinations.stream().map(one -> label(one, axis)).distinct().count() > 1)
                .toList();
        varying.forEach(axis -> shortNames.put(axis.name(), shortName(axis.name())));
    }

    String of(Map<String, Choice> combination) {
        List<String> parts = new ArrayList<>();
        for (WrittenAxis axis : varying) {
            String label = label(combination, axis);
            if (label.isEmpty()) {
                parts.add("no-" + shortNames.get(axis.name()));
            } else {
                parts.add(axis.variants() ? label : shortNames.get(axis.name()) + "=" + label);
            }
        }
        return String.join(",", parts);
    }

    private static String label(Map<String, Choice> combination, WrittenAxis axis) {
        Choice choice = combination.get(axis.name());
        return choice == null ? "" : choice.label();
    }

    private String shortName(String name) {
        List<String> keys = List.of(name.split("\\."));
        for (int from = keys.size() - 1; from > 0; from--) {
            String end = String.join(".", keys.subList(from, keys.size()));
            boolean unique = varying.stream()
                    .filter(axis -> axis.name().equals(end) || axis.name().endsWith("." + end))
                    .count() == 1;
            if (unique) {
                return end;
            }
        }
        return name;
    }
}
