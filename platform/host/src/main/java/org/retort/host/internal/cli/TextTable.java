package org.retort.host.internal.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns that are as wide as they must be; columns of numbers stand to the right.
 *
 * @param header names of the columns
 * @param rows texts, one for each column
 */
record TextTable(List<String> header, List<List<String>> rows) {
    /** The lines, the header first. */
    List<String> lines() {
        int columns = header.size();
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths[i] = Math.max(header.get(i).length(),
                    rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
            right[i] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(column).matches("[-+]?[0-9][0-9.,]*( [A-Za-z]+)?|-|"));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths, right));
        rows.forEach(row -> lines.add(line(row, widths, right)));
        return lines;
    }

    private static String line(List<String> texts, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String space = " ".repeat(widths[i] - texts.get(i).length());
            line.append(i == 0 ? "" : "  ").append(right[i] ? space + texts.get(i) : texts.get(i) + space);
        }
        return line.toString().stripTrailing();
    }
}
