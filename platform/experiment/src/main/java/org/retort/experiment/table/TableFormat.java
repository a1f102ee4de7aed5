package org.retort.experiment.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;

/** The forms in which a table is written. */
public enum TableFormat {
    /** Aligned columns for a terminal. */
    TEXT(PlainTable::text),
    /** For pages. */
    MARKDOWN(PlainTable::markdown),
    /** For papers, by the package booktabs. */
    LATEX(LatexTable::write),
    /** For programs: all digits, mean, deviation, n and best in columns of their own. */
    CSV(CsvTable::write);

    private final Function<ResultTable, String> writer;

    TableFormat(Function<ResultTable, String> writer) {
        this.writer = writer;
    }

    /** The table as text of this format, with a line end at its end. */
    public String write(ResultTable table) {
        return writer.apply(table);
    }

    /** The format's name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of this name.
     *
     * @throws InputException where there is none, with the nearest name
     */
    public static TableFormat of(String word) {
        List<String> words = Arrays.stream(values()).map(TableFormat::word).toList();
        if (!words.contains(word)) {
            throw new InputException("unknown table format `" + word + "`" + NearestName.question(word, words)
                    + "; allowed are " + String.join(", ", words));
        }
        return values()[words.indexOf(word)];
    }
}
