package org.retort.history.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.retort.history.HistoryException;
import org.retort.history.RunSummary;

/**
 * A value that runs have or miss, by name.
 *
 * @param name as it was asked for
 * @param reader gives the value: a {@link Double} or a {@link String}; null where it is missing
 */
record Column(String name, Function<RunSummary, Object> reader) {
    private static final Map<String, Function<RunSummary, Object>> FIXED = fixed();

    private static Map<String, Function<RunSummary, Object>> fixed() {
        Map<String, Function<RunSummary, Object>> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        columns.put("id", run -> Double.valueOf(run.id()));
        columns.put("name", RunSummary::name);
        columns.put("experiment", RunSummary::experiment);
        columns.put("member", RunSummary::member);
        columns.put("kind", RunSummary::kind);
        columns.put("state", run -> run.state().text());
        columns.put("message", run -> run.message().isEmpty() ? null : run.message());
        columns.put("seed", run -> (double) run.seed());
        columns.put("created", run -> run.created().toString());
        columns.put("started", run -> run.started().map(Instant::toString).orElse(null));
        columns.put("finished", run -> run.finished().map(Instant::toString).orElse(null));
        columns.put("lastEvent", run -> run.lastEvent().toString());
        columns.put("durationSeconds",
                run -> run.durationSeconds().isPresent() ? run.durationSeconds().getAsDouble() : null);
        columns.put("step", run -> run.step().isPresent() ? (Double) (double) run.step().getAsLong() : null);
        columns.put("iterations",
                run -> run.iterations().isPresent() ? (Double) (double) run.iterations().getAsLong() : null);
        columns.put("remainingSeconds",
                run -> run.remainingSeconds().isPresent() ? run.remainingSeconds().getAsDouble() : null);
        columns.put("teachers", run -> run.teachers().size() == 1
                ? Double.valueOf(run.teachers().get(0))
                : run.teachers().isEmpty() ? null : String.join(" ", run.teachers()));
        columns.put("tags", run -> run.tags().isEmpty() ? null : String.join(" ", run.tags()));
        columns.put("tag", columns.get("tags"));
        columns.put("archived", run -> Boolean.toString(run.archived()));
        columns.put("engine", run -> run.engine().orElse(null));
        return columns;
    }

    /**
     * The column with this name.
     *
     * @param where what to say before an error
     * @param runs all runs, which decide what metrics, results and parameters there are
     * @throws HistoryException if there is none
     */
    static Column of(String name, String where, List<RunSummary> runs) {
        Function<RunSummary, Object> fixed = FIXED.get(name);
        if (fixed != null) {
            return new Column(name, fixed);
        }
        Column column = new Column(name, run -> named(run, name));
        if (!runs.isEmpty() && runs.stream().noneMatch(run -> column.value(run).isPresent())) {
            throw new HistoryException(where + ": no run has a column '" + name + "'; there are "
                    + String.join(", ", FIXED.keySet()) + ", and the names of metrics, results and parameters");
        }
        return column;
    }

    /** The value of a run; a NaN counts as missing. */
    Optional<Object> value(RunSummary run) {
        return Optional.ofNullable(reader.apply(run)).filter(value -> !Double.valueOf(Double.NaN).equals(value));
    }

    private static Object named(RunSummary run, String name) {
        if (name.startsWith("metrics.")) {
            return run.metrics().get(name.substring("metrics.".length()));
        }
        if (name.startsWith("results.")) {
            return run.results().get(name.substring("results.".length()));
        }
        if (name.startsWith("parameters.")) {
            return parameter(run, name.substring("parameters.".length()));
        }
        Double number = run.metrics().getOrDefault(name, run.results().get(name));
        return number != null ? number : parameter(run, name);
    }

    private static Object parameter(RunSummary run, String key) {
        JsonNode node = run.parameters().get(key);
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.asText();
    }
}
