package org.retort.bench.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The first and the latest loss of one side of a contender. */
final class Losses {
    private double first = Double.NaN;
    private double last = Double.NaN;

    void add(double loss) {
        first = Double.isNaN(first) ? loss : first;
        last = loss;
    }

    /** {@code {first, last, falls}}. */
    ObjectNode document() {
        return JsonNodeFactory.instance.objectNode()
                .put("first", first)
                .put("last", last)
                .put("falls", last < first);
    }
}
