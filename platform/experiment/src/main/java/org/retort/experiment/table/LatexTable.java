package org.retort.experiment.table;

import java.util.List;
import org.retort.experiment.table.ResultTable.Column;
import org.retort.experiment.table.ResultTable.Row;

/** A tabular with the rules of booktabs; how results were measured stands before it in comments. */
final class LatexTable {
    private LatexTable() {}

    static String write(ResultTable table) {
        StringBuilder text = new StringBuilder("% \\usepackage{booktabs}; mean and standard deviation over n seeds,"
                + " the best of the suite in bold\n");
        table.notes().forEach(note -> text.append("% ").append(note.words()).append('\n'));
        text.append("\\begin{tabular}{l").append("r".repeat(1 + table.columns().size())).append("}\n\\toprule\n");
        text.append(escaped(table.title())).append(" & $n$");
        for (Column column : table.columns()) {
            text.append(" & ")
                    .append(escaped(column.heading("↓", "↑"))
                            .replace("↓", "$\\downarrow$")
                            .replace("↑", "$\\uparrow$"));
        }
        text.append(" \\\\\n\\midrule\n");
        for (Row row : table.rows()) {
            text.append(escaped(row.member())).append(" & ").append(row.seeds().size());
            for (Column column : table.columns()) {
                text.append(" & ").append(cell(table, row, column));
            }
            text.append(" \\\\\n");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String cell(ResultTable table, Row row, Column column) {
        Spread spread = table.cell(row, column).orElse(Spread.of(List.of()));
        if (spread.n() == 0) {
            return "--";
        }
        String fewer = spread.n() == row.seeds().size() ? "" : "\\;(n=" + spread.n() + ")";
        String formula = spread.words(" \\pm ") + fewer;
        return table.best(row, column) ? "$\\mathbf{" + formula + "}$" : "$" + formula + "$";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').appendCodePoint(character);
                default -> escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }
}
