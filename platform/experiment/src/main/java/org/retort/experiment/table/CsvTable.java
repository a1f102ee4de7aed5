package org.retort.experiment.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.retort.experiment.table.ResultTable.Column;
import org.retort.experiment.table.ResultTable.Row;

/**
 * Comma-separated values as RFC 4180 has them, save that lines end with a line feed alone. A result that has a protocol
 * has a column for it; where a member was measured by several, they stand there with bars between them.
 */
final class CsvTable {
    private CsvTable() {}

    static String write(ResultTable table) {
        StringBuilder text = new StringBuilder();
        Set<String> told = table.notes().stream().flatMap(note -> note.results().stream()).collect(Collectors.toSet());
        List<String> head = new ArrayList<>(List.of("suite", "member", "kind", "seeds"));
        for (Column column : table.columns()) {
            for (String part : List.of("", " sd", " n", " best")) {
                head.add(column.name() + part);
            }
            if (told.contains(column.name())) {
                head.add(column.name() + " protocol");
            }
        }
        append(text, head);
        for (Row row : table.rows()) {
            List<String> line = new ArrayList<>(List.of(
                    table.title(),
                    row.member(),
                    row.kind(),
                    row.seeds().stream().map(String::valueOf).collect(Collectors.joining(" "))));
            for (Column column : table.columns()) {
                Optional<Spread> cell = table.cell(row, column);
                line.add(cell.map(spread -> number(spread.mean())).orElse(""));
                line.add(cell.map(spread -> number(spread.deviation())).orElse(""));
                line.add(cell.map(spread -> String.valueOf(spread.n())).orElse("0"));
                line.add(String.valueOf(table.best(row, column)));
                if (told.contains(column.name())) {
                    line.add(String.join(" | ", row.protocols().getOrDefault(column.name(), Set.of())));
                }
            }
            append(text, line);
        }
        return text.toString();
    }

    private static String number(double number) {
        return Double.isFinite(number) ? String.valueOf(number) : "";
    }

    private static void append(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(CsvTable::quoted).collect(Collectors.joining(","))).append('\n');
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
