package org.retort.history.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.retort.history.RunSummary;

/** Sorts runs by several columns at once. */
public final class RunOrder {
    private record Key(RunSummary run, List<Optional<Object>> values) {
    }

    private RunOrder() {
    }

    /**
     * Sorts runs; numbers stand before texts, missing values last, equal runs as they were.
     *
     * @param runs in the order that decides ties
     * @param columns names, {@code -name} for descending
     * @param all all runs, which decide what columns there are
     */
    public static List<RunSummary> sort(List<RunSummary> runs, List<String> columns, List<RunSummary> all) {
        List<Column> read = new ArrayList<>();
        Comparator<Key> order = null;
        for (String name : columns) {
            boolean descending = name.startsWith("-");
            int position = read.size();
            read.add(Column.of(descending ? name.substring(1) : name, "sort", all));
            Comparator<Key> next = (a, b) -> compare(a.values.get(position), b.values.get(position), descending);
            order = order == null ? next : order.thenComparing(next);
        }
        if (order == null) {
            return runs;
        }
        return runs.stream()
                .map(run -> new Key(run, read.stream().map(column -> column.value(run)).toList()))
                .sorted(order).map(Key::run).toList();
    }

    private static int compare(Optional<Object> a, Optional<Object> b, boolean descending) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        int order = compareValues(a.get(), b.get());
        return descending ? -order : order;
    }

    /** Numbers by value, then texts ignoring case. */
    static int compareValues(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareToIgnoreCase(y);
        }
        return a instanceof Double ? -1 : 1;
    }
}
