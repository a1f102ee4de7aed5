package org.retort.bench.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.retort.bench.Spread;

/** Figures of rounds in documents and lines. */
final class Figures {
    private Figures() {}

    /** Puts {@code min, median, max, rounds: []}. */
    static void put(ObjectNode entry, List<Double> values) {
        Spread spread = Spread.of(values);
        entry.put("min", spread.min()).put("median", spread.median()).put("max", spread.max());
        ArrayNode rounds = entry.putArray("rounds");
        values.forEach(rounds::add);
    }

    /** {@code MEDIAN (MIN to MAX)}. */
    static String line(JsonNode spread, int digits) {
        String number = "%." + digits + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")",
                spread.path("median").asDouble(), spread.path("min").asDouble(), spread.path("max").asDouble());
    }
}
