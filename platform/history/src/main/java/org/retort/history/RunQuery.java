package org.retort.history;

import java.util.List;

/**
 * Which runs to list, and how.
 *
 * <p>A query is made of words (found in a run's id, name, experiment, member, kind, state, message, engine or tags),
 * {@code /regular expressions/} over the same, and comparisons {@code column:value} (holds, ignoring case; equal for
 * numbers), {@code column:/regex/}, {@code =}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}. {@code AND}
 * may be left out and binds closer than {@code OR}; {@code NOT} and parentheses work as usual; double quotes make one
 * word of several. Columns are those of {@link RunSummary} and every name of a metric, result or descriptor key, also
 * as {@code metrics.NAME}, {@code results.NAME} and {@code parameters.NAME}. A run without a value satisfies only
 * {@code !=}. Archived runs are left out unless the query names the column {@code archived}.
 *
 * @param query the query; empty for all runs
 * @param sort columns, the first decides first; {@code -column} for descending; missing values are last either way;
 *        empty for newest first
 * @param offset how many runs to skip
 * @param limit how many runs to return at most
 */
public record RunQuery(String query, List<String> sort, int offset, int limit) {
    public RunQuery {
        if (offset < 0 || limit < 0) {
            throw new HistoryException("offset " + offset + " and limit " + limit + " have to be 0 or more");
        }
        sort = List.copyOf(sort);
    }

    /** Everything that is not archived, newest first. */
    public static RunQuery all() {
        return new RunQuery("", List.of(), 0, Integer.MAX_VALUE);
    }
}
