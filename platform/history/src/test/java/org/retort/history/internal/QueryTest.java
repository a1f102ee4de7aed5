package org.retort.history.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.history.HistoryException;
import org.retort.history.RunSummary;
import org.retort.history.journal.RunState;

class QueryTest {
    private static final List<RunSummary> RUNS = List.of(
            run(1, "teacher", RunState.FINISHED, Map.of("fid", 20.0), List.of("paper"), false, 64),
            run(2, "slim student", RunState.FAILED, Map.of(), List.of(), false, 8),
            run(3, "wide student", RunState.FINISHED, Map.of("fid", 12.5), List.of("paper", "best"), false, 16),
            run(4, "other", RunState.RUNNING, Map.of("fid", Double.NaN), List.of(), true, 8));

    private static RunSummary run(int id, String name, RunState state, Map<String, Double> results, List<String> tags,
            boolean archived, int width) {
        Instant created = Instant.parse("2026-01-0" + id + "T10:00:00Z");
        return new RunSummary(Integer.toString(id), name, "quickstart", "member", "student", state, "", id, created,
                Optional.empty(), Optional.empty(), created, OptionalDouble.empty(), OptionalLong.of(id * 100L),
                OptionalLong.empty(), OptionalDouble.empty(), List.of(), tags, archived, Optional.empty(),
                Map.of(), results, Map.of("generator.width", IntNode.valueOf(width),
                "dataset.plugin", TextNode.valueOf("procedural-faces")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "``|1 2 3", "student|1 2 3", "slim|2", "SLIM|2", "\"wide student\"|3", "student wide|3",
            "slim OR wide|2 3", "NOT slim|1 3", "tag:paper AND NOT best|1", "slim OR wide state:finished|2 3",
            "(slim OR wide) state:finished|3", "state:fin|1 3", "state=fin|``", "state!=finished|2",
            "fid<15|3", "fid<=12.5|3", "fid>12.5|1", "results.fid>=12.5|1 3", "fid!=20|2 3", "id:1|1",
            "generator.width=8|2", "parameters.generator.width>8|1 3", "/^SL.*dent/|2", "name:/^w.*t$/|3",
            "archived:true|4", "archived:/./ fid!=1|1 2 3 4", "created>=2026-01-02T10:00:00Z|2 3",
            "dataset.plugin:faces step>=200|2 3", "NOT (state:failed OR tag:best)|1", "step>abc|``"})
    void findsTheRunsThatTheQueryDescribes(String query, String ids) {
        List<String> found = RUNS.stream().filter(QueryParser.parse(query, RUNS)).map(RunSummary::id).toList();

        assertThat(String.join(" ", found)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "(slim|position 6|parenthesis of position 1", "slim)|position 5|opening parenthesis",
            "slim AND|position 9|the end", "fid<|position 5|value for 'fid'", "OR slim|position 1|'OR'",
            "fdi<3|position 1|no run has a column 'fdi'", "name:/(/|position 8|regular expression",
            "\"slim|position 1|no end", "fid</x/|position 5|after ':'", "!slim|position 1|in quotes",
            "() slim|position 2|')'"})
    void namesThePositionOfAMistake(String query, String position, String message) {
        assertThatThrownBy(() -> QueryParser.parse(query, RUNS)).isInstanceOf(HistoryException.class)
                .hasMessageContaining(position).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"fid,3 1 2 4", "-fid,1 3 2 4", "state,2 1 3 4", "-id,4 3 2 1", "name,4 2 1 3"})
    void sortsWithMissingValuesLastAndTiesAsTheyWere(String column, String ids) {
        List<String> sorted = RunOrder.sort(RUNS, List.of(column), RUNS).stream().map(RunSummary::id).toList();

        assertThat(String.join(" ", sorted)).isEqualTo(ids);
    }

    @Test
    void laterColumnsDecideTies() {
        assertThat(RunOrder.sort(RUNS, List.of("generator.width", "-id"), RUNS)).extracting(RunSummary::id)
                .containsExactly("4", "2", "3", "1");
    }
}
