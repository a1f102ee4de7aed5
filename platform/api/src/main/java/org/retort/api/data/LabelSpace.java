package org.retort.api.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;

/**
 * The labels of a data set, in the order in which label vectors hold them.
 *
 * @param kind attributes that may hold together, or classes of which exactly one holds
 * @param names the labels' names
 * @param exclusive groups of attributes of which at most one holds, such as hair colours; empty for classes
 */
public record LabelSpace(Kind kind, List<String> names, List<List<String>> exclusive) {
    /** How the labels of one image relate. */
    public enum Kind {
        /** Any number of labels hold: classification is one sigmoid a label. */
        ATTRIBUTES,
        /** Exactly one label holds: classification is a softmax. */
        CLASSES
    }

    /** Checks that names differ and that groups name labels. */
    public LabelSpace {
        names = List.copyOf(names);
        exclusive = exclusive.stream().map(List::copyOf).toList();
        if (names.isEmpty()) {
            throw new InputException("a label space needs at least one label");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new InputException("label " + name + " is listed twice in " + names);
            }
        }
        for (List<String> group : exclusive) {
            if (!seen.containsAll(group)) {
                throw new InputException("exclusive group " + group + " names labels outside " + names);
            }
        }
    }

    /** Labels of which any number hold, save for the exclusive groups. */
    public static LabelSpace attributes(List<String> names, List<List<String>> exclusive) {
        return new LabelSpace(Kind.ATTRIBUTES, names, exclusive);
    }

    /** Labels of which exactly one holds. */
    public static LabelSpace classes(List<String> names) {
        return new LabelSpace(Kind.CLASSES, names, List.of());
    }

    /** The number of labels, L. */
    public int size() {
        return names.size();
    }

    /**
     * Where a label stands.
     *
     * @throws InputException where there is no such label, with the nearest one
     */
    public int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new InputException("no label " + name + NearestName.question(name, names) + "; the labels are "
                    + String.join(", ", names));
        }
        return index;
    }

    /**
     * The translations that an image is tested with, one a label. For classes, each class in turn. For attributes,
     * StarGAN's rule (create_labels): a label of an exclusive group is set and the rest of its group cleared, any
     * other label is flipped.
     *
     * @param source {@code [L]}, the label of the image
     */
    public List<Target> targets(float[] source) {
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            float[] label = kind == Kind.CLASSES ? new float[size()] : source.clone();
            int index = index(name);
            List<String> group = groupOf(name);
            for (String other : group) {
                label[index(other)] = 0;
            }
            boolean set = kind == Kind.CLASSES || !group.isEmpty() || label[index] == 0;
            label[index] = set ? 1 : 0;
            targets.add(new Target(name, label));
        }
        return targets;
    }

    /** The exclusive group that a label belongs to; empty where it belongs to none. */
    public List<String> groupOf(String name) {
        return exclusive.stream().filter(group -> group.contains(name)).findFirst().orElse(List.of());
    }
}
