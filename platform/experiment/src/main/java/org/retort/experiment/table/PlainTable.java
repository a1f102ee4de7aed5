package org.retort.experiment.table;

import java.util.ArrayList;
import java.util.List;
import org.retort.experiment.table.ResultTable.Column;
import org.retort.experiment.table.ResultTable.Row;

/** Tables of characters. */
final class PlainTable {
    private static final String NOTE = "mean ± standard deviation over n seeds; ";

    private PlainTable() {}

    static String text(ResultTable table) {
        List<List<String>> lines = lines(table, "* ", "");
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream().mapToInt(other -> length(other.get(column))).max().orElse(0);
                String padding = " ".repeat(width - length(line.get(i)));
                row.append(i == 0 ? line.get(i) + padding : "  " + padding + line.get(i));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        text.append(NOTE).append("* best of the suite\n");
        table.notes().forEach(note -> text.append(note.words()).append('\n'));
        return text.toString();
    }

    static String markdown(ResultTable table) {
        StringBuilder text = new StringBuilder();
        List<List<String>> lines = lines(table, "**", "**");
        for (int i = 0; i < lines.size(); i++) {
            text.append("| ");
            text.append(String.join(
                    " | ", lines.get(i).stream().map(cell -> cell.replace("|", "\\|")).toList()));
            text.append(" |\n");
            if (i == 0) {
                text.append("|---|").append("---:|".repeat(lines.get(0).size() - 1)).append('\n');
            }
        }
        text.append('\n').append(NOTE).append("**best** of the suite\n");
        table.notes().forEach(note -> text.append("\n").append(note.words()).append('\n'));
        return text.toString();
    }

    private static List<List<String>> lines(ResultTable table, String before, String after) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(table.title(), "n"));
        table.columns().forEach(column -> head.add(column.heading("↓", "↑")));
        lines.add(head);
        for (Row row : table.rows()) {
            List<String> line =
                    new ArrayList<>(List.of(row.member(), String.valueOf(row.seeds().size())));
            for (Column column : table.columns()) {
                String words = table.cell(row, column).map(cell -> words(cell, row)).orElse("-");
                line.add(table.best(row, column) ? before + words + after : words);
            }
            lines.add(line);
        }
        return lines;
    }

    /** The cell's words, with its own n where that is not the row's. */
    private static String words(Spread cell, Row row) {
        boolean fewer = cell.n() > 0 && cell.n() != row.seeds().size();
        return cell.words(" ± ") + (fewer ? " (n " + cell.n() + ")" : "");
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
