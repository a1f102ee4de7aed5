package org.retort.experiment.internal.transplant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the layer of another network that a layer corresponds to. */
final class Counterparts {
    private Counterparts() {}

    /** The student's layer to the teacher's; layers without counterpart are missing. */
    static Map<TracedLayer, TracedLayer> of(List<TracedLayer> student, List<TracedLayer> teacher) {
        Map<TracedLayer, TracedLayer> found = new LinkedHashMap<>();
        for (TracedLayer layer : student) {
            List<TracedLayer> own = section(student, layer.section());
            List<TracedLayer> theirs = section(teacher, layer.section());
            if (kinds(own).equals(kinds(theirs))) {
                found.put(layer, theirs.get(own.indexOf(layer)));
            } else {
                teacher.stream()
                        .filter(other -> other.name().equals(layer.name()) && other.kind().equals(layer.kind()))
                        .findFirst()
                        .ifPresent(other -> found.put(layer, other));
            }
        }
        return found;
    }

    private static List<TracedLayer> section(List<TracedLayer> layers, String section) {
        return layers.stream().filter(layer -> layer.section().equals(section)).toList();
    }

    private static List<String> kinds(List<TracedLayer> layers) {
        return layers.stream().map(TracedLayer::kind).toList();
    }
}
