package org.retort.experiment.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                        new MetricValue("parameters", 81_000, "", Direction.NONE)),
                Map.of());
    }

    /** A student measured by {@code fid} and {@code kid}, which share a protocol, and for its parameters. */
    private static RunResult measured(String member, long seed, double fid, String protocol) {
        return new RunResult(
                "1",
                member,
                "student",
                seed,
                List.of(
                        new MetricValue("fid", fid, "", Direction.LOWER),
                        new MetricValue("kid", fid / 100, "", Direction.LOWER),
                        new MetricValue("parameters", 81_000, "", Direction.NONE)),
                protocol.isEmpty() ? Map.of() : Map.of("fid", protocol, "kid", protocol));
    }

    private static ResultTable measured(String wide, String small) {
        return ResultTable.of(
                "s",
                List.of(),
                List.of(
                        measured("wide", 1, 10, wide),
                        measured("small", 1, 20, small),
                        measured("small", 2, 30, "a\n10 images")));
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
    void belowTheTableStandsTheProtocolOfTheResultsThatHaveOne() {
        ResultTable table = measured("a 10 images", "a 10 images");
        String note = "fid, kid: a 10 images";

        assertThat(TableFormat.TEXT.write(table)).endsWith("* best of the suite\n" + note + "\n").contains("* 10 ");
        assertThat(TableFormat.MARKDOWN.write(table)).endsWith("**best** of the suite\n\n" + note + "\n");
        assertThat(TableFormat.LATEX.write(table)).contains("in bold\n% " + note + "\n\\begin{tabular}");
        assertThat(TableFormat.CSV.write(table.withColumns(List.of("kid", "parameters"))))
                .startsWith("suite,member,kind,seeds,kid,kid sd,kid n,kid best,kid protocol,parameters,")
                .contains("s,wide,student,1,0.1,,1,true,a 10 images,81000.0,");
    }

    @Test
    void membersThatWereMeasuredByDifferentProtocolsAreToldAndNoneIsTheBest() {
        ResultTable table = measured("b", "a 10 images");

        assertThat(TableFormat.TEXT.write(table))
                .endsWith("\nfid, kid: measured by 2 protocols, so not to be compared and without a best: wide by b | small by"
                        + " a 10 images\n")
                .doesNotContain("* 10 ");
        assertThat(table.withColumns(List.of("parameters")).notes()).isEmpty();
    }

    @Test
    void aMemberWhoseSeedsWereMeasuredByDifferentProtocolsIsToldUnderEach() {
        ResultTable table = measured("", "b");

        assertThat(table.notes()).singleElement().satisfies(note -> assertThat(note.members())
                .containsExactly(
                        entry("", List.of("wide")), entry("b", List.of("small")), entry("a 10 images", List.of("small"))));
        assertThat(TableFormat.TEXT.write(table)).contains(
                ": wide by a protocol that was not recorded | small by b | small by a 10 images\n");
        assertThat(TableFormat.CSV.write(table)).contains(",false,b | a 10 images,");
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
