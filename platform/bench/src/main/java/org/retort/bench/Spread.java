package org.retort.bench;

import java.util.List;

/** The least, the middle and the greatest of several figures; the middle of an even number is the mean of two. */
public record Spread(double min, double median, double max) {
    /** @param values at least one */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int last = sorted.size() - 1;
        return new Spread(sorted.get(0), (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2, sorted.get(last));
    }
}
