package org.retort.experiment.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.plugin.InputException;

class ResultTableTest {
    private static RunResult run(String member, String kind, long seed, double error, double accuracy) {
        return new RunResult(
                "1",
                member,
                kind,
                seed,
                List.of(
                        new MetricValue("truth_error", error, "", Direction.LOWER),
                        new MetricValue("accuracy", accuracy, "%", Direction.HIGHER),
                        new MetricValue("parameters", 81_000, "", Direction.NONE)));
    }

    /** The small student's errors are 2, 4, 9: mean 5, deviation sqrt((9 + 1 + 16) / 2) = 3.6056. */
    private static ResultTable table() {
        return ResultTable.of(
                "a_b",
                List.of("teacher", "small", "wide", "never"),
                List.of(
                        run("wide", "student", 1, 6, 55.25),
                        run("teacher", "teacher", 1, 1, 99),
                        run("small", "student", 1, 2, 50),
                        run("small", "student", 2, 4, Double.NaN),
                        run("small", "student", 3, 9, 60)));
    }

    @Test
    void aSpreadHasTheSampleDeviation() {
        Spread spread = Spread.of(List.of(2.0, 4.0, 9.0, Double.NaN, Double.POSITIVE_INFINITY));

        assertThat(spread.n()).isEqualTo(3);
        assertThat(spread.mean()).isCloseTo(5, within(1e-12));
        assertThat(spread.deviation()).isCloseTo(Math.sqrt(13), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "'2,4,9', 5.0 ± 3.6",
        "'0.12345,0.12355', 0.123500 ± 0.000071",
        "'1000,1300', 1150 ± 210",
        "'3,3', 3 ± 0",
        "'0.123456', 0.1235",
        "'8430528', 8430528",
        "'1.23456e-9', 1.235E-9",
        "'NaN', -",
    })
    void aSpreadIsWrittenToTheSecondDigitOfItsDeviation(String values, String words) {
        List<Double> numbers = Arrays.stream(values.split(",")).map(Double::valueOf).toList();

        assertThat(Spread.of(numbers).words(" ± ")).isEqualTo(words);
    }

    @Test
    void textIsAlignedAndMarksTheBestStudentOfEachResult() {
        assertThat(TableFormat.TEXT.write(table()))
                .isEqualTo(
                        """
                        a_b      n  truth_error ↓    accuracy (%) ↑  parameters
                        teacher  1              1                99       81000
                        small    3    * 5.0 ± 3.6  55.0 ± 7.1 (n 2)   81000 ± 0
                        wide     1              6           * 55.25       81000
                        never    0              -                 -           -
                        mean ± standard deviation over n seeds; * best of the suite
                        """);
    }

    @Test
    void markdownHasARuleBelowItsHead() {
        assertThat(TableFormat.MARKDOWN.write(table()))
                .startsWith(
                        """
                        | a_b | n | truth_error ↓ | accuracy (%) ↑ | parameters |
                        |---|---:|---:|---:|---:|
                        | teacher | 1 | 1 | 99 | 81000 |
                        | small | 3 | **5.0 ± 3.6** | 55.0 ± 7.1 (n 2) | 81000 ± 0 |
                        """);
    }

    @Test
    void latexEscapesNamesAndSetsNumbersInFormulas() {
        assertThat(TableFormat.LATEX.write(table()))
                .contains("\\begin{tabular}{lrrrr}\n\\toprule\n")
                .contains("a\\_b & $n$ & truth\\_error $\\downarrow$ & accuracy (\\%) $\\uparrow$ & parameters \\\\\n")
                .contains("small & 3 & $\\mathbf{5.0 \\pm 3.6}$ & $55.0 \\pm 7.1\\;(n=2)$ & $81000 \\pm 0$ \\\\\n")
                .contains("never & 0 & -- & -- & -- \\\\\n");
    }

    @Test
    void csvHasAllDigitsAndQuotesWhatNeedsIt() {
        ResultTable table = ResultTable.of(
                "s", List.of(), List.of(run("a,\"b\"", "student", 7, 0.1 + 0.2, 1), run("c", "student", 7, 1, 1)));

        assertThat(TableFormat.CSV.write(table.withColumns(List.of("truth_error"))))
                .isEqualTo(
                        """
                        suite,member,kind,seeds,truth_error,truth_error sd,truth_error n,truth_error best
                        s,"a,""b""\",student,7,0.30000000000000004,,1,true
                        s,c,student,7,1.0,,1,false
                        """);
    }

    @Test
    void studentsThatShareTheBestMeanAreAllBest() {
        ResultTable table = ResultTable.of(
                "s", List.of(), List.of(run("a", "student", 1, 1, 2), run("b", "student", 1, 1, 3)));

        assertThat(table.rows()).allMatch(row -> table.best(row, table.columns().get(0)));
        assertThat(table.rows()).noneMatch(row -> table.best(row, table.columns().get(2)));
    }

    @Test
    void oneStudentAloneIsNotTheBest() {
        ResultTable table = ResultTable.of(
                "s", List.of(), List.of(run("a", "student", 1, 1, 2), run("teacher", "teacher", 1, 9, 3)));

        assertThat(table.rows()).noneMatch(row -> table.best(row, table.columns().get(0)));
    }

    @Test
    void anUnknownResultIsToldWithTheNearest() {
        assertThatThrownBy(() -> table().withColumns(List.of("acuracy")))
                .isInstanceOf(InputException.class)
                .hasMessage("the runs of a_b have no result `acuracy`; did you mean accuracy?;"
                        + " allowed are truth_error, accuracy, parameters");
    }

    @Test
    void anUnknownFormatIsToldWithTheNearest() {
        assertThatThrownBy(() -> TableFormat.of("latx")).hasMessageContaining("did you mean latex?");
    }
}
