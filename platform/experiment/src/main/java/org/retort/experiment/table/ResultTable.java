package org.retort.experiment.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;

/**
 * Results of members over their seeds.
 *
 * @param title name of the suite
 * @param columns the results
 * @param rows the members; one without a result has an empty row
 */
public record ResultTable(String title, List<Column> columns, List<Row> rows) {
    /**
     * A result.
     *
     * @param name the result's name
     * @param unit unit of its values; empty for a plain number
     * @param direction which way is better
     */
    public record Column(String name, String unit, Direction direction) {
        /** The name with unit and an arrow to the better side: {@code latency (ms) ↓}. */
        public String heading(String lower, String higher) {
            String better =
                    switch (direction) {
                        case LOWER -> " " + lower;
                        case HIGHER -> " " + higher;
                        case NONE -> "";
                    };
            return name + (unit.isEmpty() ? "" : " (" + unit + ")") + better;
        }
    }

    /**
     * A member.
     *
     * @param member its name
     * @param kind {@code teacher} or {@code student}
     * @param seeds the seeds that it finished for
     * @param cells its results by name; those it does not have are missing
     * @param protocols how each was measured, by name: one protocol, or several where seeds differ in it; an empty text
     *     where a run does not tell
     */
    public record Row(
            String member, String kind, Set<Long> seeds, Map<String, Spread> cells, Map<String, Set<String>> protocols) {}

    /**
     * How results were measured.
     *
     * @param results names of columns that were measured alike
     * @param members protocol to the members that were measured by it, in the order of their rows; an empty protocol where
     *     runs do not tell
     */
    public record Note(List<String> results, Map<String, List<String>> members) {
        /** Whether there are several protocols, so that members cannot be compared. */
        public boolean mixed() {
            return members.size() > 1;
        }

        /** In one line: {@code fid, kid: extractor inception.onnx ...}. */
        public String words() {
            String names = String.join(", ", results) + ": ";
            if (!mixed()) {
                return names + members.keySet().iterator().next();
            }
            return names + members.entrySet().stream()
                    .map(part -> String.join(", ", part.getValue()) + " by "
                            + (part.getKey().isEmpty() ? "a protocol that was not recorded" : part.getKey()))
                    .collect(Collectors.joining(
                            " | ", "measured by " + members.size() + " protocols, so not to be compared and without a best: ",
                            ""));
        }
    }

    /** Makes the lists immutable. */
    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Puts results together.
     *
     * @param members the members in the order of their rows; members of results that are not here come last
     * @param results of each member and seed the one that counts
     */
    public static ResultTable of(String title, List<String> members, List<RunResult> results) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Set<String> order = new LinkedHashSet<>(members);
        for (RunResult result : results) {
            order.add(result.member());
            for (MetricValue value : result.values()) {
                columns.putIfAbsent(value.name(), new Column(value.name(), value.unit(), value.direction()));
            }
        }
        List<Row> rows = order.stream()
                .map(member -> row(
                        member,
                        columns.keySet(),
                        results.stream().filter(result -> result.member().equals(member)).toList()))
                .toList();
        return new ResultTable(title, List.copyOf(columns.values()), rows);
    }

    private static Row row(String member, Set<String> names, List<RunResult> results) {
        Map<String, Spread> cells = new LinkedHashMap<>();
        Map<String, Set<String>> protocols = new LinkedHashMap<>();
        for (String name : names) {
            List<Double> values = results.stream()
                    .flatMap(result -> result.values().stream())
                    .filter(value -> value.name().equals(name))
                    .map(MetricValue::value)
                    .toList();
            if (!values.isEmpty()) {
                cells.put(name, Spread.of(values));
                protocols.put(name, results.stream()
                        .filter(result -> result.values().stream().anyMatch(value -> value.name().equals(name)))
                        .map(result -> result.protocols().getOrDefault(name, "").strip().replaceAll("\\s+", " "))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
            }
        }
        Set<Long> seeds = new TreeSet<>();
        results.forEach(result -> seeds.add(result.seed()));
        return new Row(member, results.isEmpty() ? "" : results.get(0).kind(), seeds, cells, protocols);
    }

    /**
     * The table with some of its columns, in the order named.
     *
     * @throws InputException for a name that is no column
     */
    public ResultTable withColumns(List<String> names) {
        List<Column> chosen = new ArrayList<>();
        List<String> known = columns.stream().map(Column::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InputException("the runs of " + title + " have no result `" + name + "`"
                        + NearestName.question(name, known) + "; allowed are " + String.join(", ", known));
            }
            chosen.add(columns.get(known.indexOf(name)));
        }
        return new ResultTable(title, chosen, rows);
    }

    /** A member's result. */
    public Optional<Spread> cell(Row row, Column column) {
        return Optional.ofNullable(row.cells().get(column.name()));
    }

    /** How the results were measured, in the order of their columns; those that no run tells a protocol of are left out. */
    public List<Note> notes() {
        Map<Map<String, List<String>>, List<String>> alike = new LinkedHashMap<>();
        for (Column column : columns) {
            Map<String, List<String>> members = members(column);
            if (members.keySet().stream().anyMatch(protocol -> !protocol.isEmpty())) {
                alike.computeIfAbsent(members, key -> new ArrayList<>()).add(column.name());
            }
        }
        return alike.entrySet().stream().map(entry -> new Note(entry.getValue(), entry.getKey())).toList();
    }

    /** Protocol to the members that have this result by it. */
    private Map<String, List<String>> members(Column column) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        for (Row row : rows) {
            row.protocols().getOrDefault(column.name(), Set.of()).forEach(protocol ->
                    members.computeIfAbsent(protocol, key -> new ArrayList<>()).add(row.member()));
        }
        return members;
    }

    /**
     * Whether a member's mean is the best among the students, or among the teachers where there are no students;
     * several may share it, and one alone is not the best. A teacher beside students is what they are measured against and
     * never the best. Where members were measured by several protocols there is no best.
     */
    public boolean best(Row row, Column column) {
        boolean students = rows.stream().anyMatch(other -> other.kind().equals("student"));
        if (column.direction() == Direction.NONE
                || students && !row.kind().equals("student")
                || members(column).size() > 1) {
            return false;
        }
        double sign = column.direction() == Direction.LOWER ? -1 : 1;
        double[] means = rows.stream()
                .filter(other -> !students || other.kind().equals("student"))
                .mapToDouble(other -> sign * mean(other, column))
                .filter(Double::isFinite)
                .toArray();
        return means.length > 1 && sign * mean(row, column) == Arrays.stream(means).max().orElseThrow();
    }

    private double mean(Row row, Column column) {
        return cell(row, column).map(Spread::mean).orElse(Double.NaN);
    }
}
