package org.retort.experiment.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short names of members: only what varies, and of a key only as much as tells it from the other axes' keys. */
final class MemberLabels {
    private final List<Axis> varying;
    private final Map<String, String> shortNames = new LinkedHashMap<>();

    /**
     * @param axes all axes
     * @param members the values of all members by the axes' names
     */
    MemberLabels(List<Axis> axes, List<Map<String, String>> members) {
        this.varying = axes.stream()
                .filter(axis -> !axis.name().equals(Axis.SEED))
                .filter(axis -> members.stream()
                                .map(member -> member.getOrDefault(axis.name(), ""))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        varying.forEach(axis -> shortNames.put(axis.name(), shortName(axis.name())));
    }

    /** The label of the member with these values; empty where nothing but the seed varies. */
    String of(Map<String, String> member) {
        List<String> parts = new ArrayList<>();
        for (Axis axis : varying) {
            String value = member.get(axis.name());
            if (value == null) {
                parts.add("no-" + shortNames.get(axis.name()));
            } else {
                parts.add(axis.variants() ? value : shortNames.get(axis.name()) + "=" + value);
            }
        }
        return String.join(",", parts);
    }

    private String shortName(String name) {
        List<String> keys = List.of(name.split("\\."));
        for (int from = keys.size() - 1; from > 0; from--) {
            String end = String.join(".", keys.subList(from, keys.size()));
            boolean unique = varying.stream()
                            .filter(axis -> axis.name().equals(end) || axis.name().endsWith("." + end))
                            .count()
                    == 1;
            if (unique) {
                return end;
            }
        }
        return name;
    }
}
