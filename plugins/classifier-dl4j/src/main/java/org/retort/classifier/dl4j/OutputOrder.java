package org.retort.classifier.dl4j;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;

/** Finds the labels of a data set among the outputs of a network. */
final class OutputOrder {
    private OutputOrder() {}

    /**
     * For each label which output tells it.
     *
     * @param outputs how many the network has
     * @param names their names in their order; empty where they are the data set's
     * @param file the network's, for messages
     */
    static int[] of(int outputs, LabelSpace labels, List<String> names, Path file) {
        List<String> named = names.isEmpty() ? labels.names() : names;
        if (named.size() != outputs) {
            throw new InputException(file + " has " + outputs + " outputs, but " + named.size() + " labels are named: "
                    + String.join(", ", named) + (names.isEmpty() ? "; name its outputs by the key labels" : ""));
        }
        List<String> lower = named.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int[] order = new int[labels.size()];
        for (int label = 0; label < order.length; label++) {
            String name = labels.names().get(label);
            order[label] = lower.indexOf(name.toLowerCase(Locale.ROOT));
            if (order[label] < 0) {
                throw new InputException(file + " does not tell " + name + "; it tells " + String.join(", ", named));
            }
        }
        return order;
    }
}
