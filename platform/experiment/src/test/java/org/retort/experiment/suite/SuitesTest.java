package org.retort.experiment.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.experiment.descriptor.DistillationTerm;
import org.retort.experiment.descriptor.StudentSection;
import org.retort.experiment.testing.TestCatalog;
import org.retort.experiment.testing.TestCatalog.NarrowParameters;

class SuitesTest {
    static final String EXPERIMENT =
            """
            name: small
            dataset: {plugin: faces, path: data, size: 16}
            teacher:
              generator: {plugin: narrow, width: 4}
              discriminator: {plugin: critic}
              objective: {plugin: versus}
              train: {iterations: 10, batch: 4}
            students:
              - name: one
                generator: {plugin: narrow, width: 2}
                discriminator: {plugin: critic}
                objective: {plugin: versus}
                train: {iterations: 10, batch: 4}
            """;

    static Suite read(String suite, String... overrides) {
        return Suites.read(
                EXPERIMENT + suite, "suite.yaml", Path.of("/base"), List.of(overrides), TestCatalog.withSmallPlugins());
    }

    private static List<String> members(Suite suite) {
        return suite.members().stream()
                .map(member -> member.values().toString())
                .toList();
    }

    private static List<Integer> widths(Suite suite) {
        return suite.members().stream()
                .map(member -> ((NarrowParameters) student(member).generator().architecture().parameters()).width())
                .toList();
    }

    private static StudentSection student(SuiteMember member) {
        return member.experiment().students().get(0);
    }

    @Test
    void anExperimentWithoutAxesIsASuiteOfOneMember() {
        Suite suite = read("");

        assertThat(suite.name()).isEqualTo("small");
        assertThat(suite.axes()).isEmpty();
        assertThat(suite.members()).hasSize(1);
        assertThat(suite.members().get(0).label()).isEmpty();
        assertThat(suite.execution()).isEqualTo(new ExecutionPolicy(ExecutionPolicy.OnFailure.KEEP_GOING, 0));
    }

    @Test
    void axesMultiplyAndTheLastVariesFastest() {
        Suite suite = read("axes: {seed: [1, 2], students.one.generator.width: [3, 5]}");

        assertThat(members(suite))
                .containsExactly(
                        "{seed=1, students.one.generator.width=3}",
                        "{seed=1, students.one.generator.width=5}",
                        "{seed=2, students.one.generator.width=3}",
                        "{seed=2, students.one.generator.width=5}");
        assertThat(widths(suite)).containsExactly(3, 5, 3, 5);
        assertThat(suite.members()).extracting(SuiteMember::seed).containsExactly(1L, 1L, 2L, 2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {from: 1, to: 3, step: 1}       | 1 2 3
            {from: 8, to: 33, step: 8}      | 8 16 24 32
            {from: 3, to: 1, step: -1}      | 3 2 1
            {from: 0.1, to: 0.3, step: 0.1} | 0.1 0.2 0.3
            {from: 1e-4, to: 1, factor: 10} | 0.0001 0.001 0.01 0.1 1
            {from: 8, to: 1, factor: 0.5}   | 8 4 2 1
            {from: 5, to: 5, step: 1}       | 5
            """)
    void aRangeGoesInStepsOrByAFactor(String range, String expected) {
        Suite suite = read("axes: {teacher.generator.slope: " + range + "}");

        assertThat(suite.axes().get(0).values()).containsExactly(expected.split(" "));
    }

    @Test
    void zippedAxesMoveTogetherAndMultiplyWithTheOthers() {
        Suite suite = read(
                """
                axes:
                  students.one.generator.width: [1, 2]
                  seed: [7, 8]
                  students.one.train.batch: [10, 20]
                zip: [[students.one.train.batch, students.one.generator.width]]
                """);

        assertThat(members(suite))
                .containsExactly(
                        "{students.one.generator.width=1, students.one.train.batch=10, seed=7}",
                        "{students.one.generator.width=1, students.one.train.batch=10, seed=8}",
                        "{students.one.generator.width=2, students.one.train.batch=20, seed=7}",
                        "{students.one.generator.width=2, students.one.train.batch=20, seed=8}");
    }

    @Test
    void excludedMembersAreLeftOutAndIncludedOnesComeLast() {
        Suite suite = read(
                """
                axes: {seed: [1, 2], students.one.generator.width: [3, 4]}
                exclude: [{seed: 2, students.one.generator.width: [3, 4]}, {students.one.generator.width: 4}]
                include: [{seed: 9, students.one.generator.width: 6}, {seed: 8}]
                """);

        assertThat(members(suite))
                .containsExactly(
                        "{seed=1, students.one.generator.width=3}",
                        "{seed=9, students.one.generator.width=6}",
                        "{seed=8}");
        assertThat(widths(suite)).containsExactly(3, 6, 2);
    }

    @Test
    void aVariantBuildsOnAnEarlierOne() {
        Suite suite = read(
                """
                axes:
                  ladder:
                    - name: scratch
                    - {name: wide, set: {students.one.generator.width: 8}}
                    - name: distilled
                      from: wide
                      set: {students.one.distillation.+: {plugin: pairwise, weight: 3}}
                    - name: twice
                      from: distilled
                      set:
                        students.one.generator.width: 9
                        students.one.distillation.+: [{plugin: pairwise, name: again}]
                """);

        assertThat(suite.members()).extracting(SuiteMember::label).containsExactly("scratch", "wide", "distilled", "twice");
        assertThat(widths(suite)).containsExactly(2, 8, 8, 9);
        assertThat(suite.members())
                .extracting(member ->
                        student(member).distillation().stream().map(DistillationTerm::name).toList())
                .containsExactly(
                        List.of(), List.of(), List.of("pairwise"), List.of("pairwise", "again"));
    }

    @Test
    void aLabelHoldsOnlyWhatVariesAndOnlyAsMuchOfAKeyAsTellsItApart() {
        Suite suite = read(
                """
                axes:
                  ladder: [{name: plain}, {name: slow, set: {teacher.train.learning-rate: 1e-5}}]
                  teacher.generator.width: [4, 5]
                  students.one.generator.width: [2, 3]
                  students.one.train.batch: [4]
                  students.one.generator.slope: [0.5, 0.25]
                  seed: [1, 2]
                """);

        assertThat(suite.members().get(0).label())
                .isEqualTo("plain,teacher.generator.width=4,one.generator.width=2,slope=0.5");
        assertThat(suite.members()).extracting(SuiteMember::label).doesNotContain("").hasSize(32);
    }

    @Test
    void anOverrideOfAnAxisTakesThePlaceOfItsValues() {
        String axes =
                """
                axes:
                  seed: [1, 2, 3]
                  ladder: [{name: low, set: {students.one.generator.width: 1}}, {name: high}]
                """;

        assertThat(members(read(axes, "seed=7", "ladder=low"))).containsExactly("{seed=7, ladder=low}");
        assertThat(members(read(axes, "seed=[4, 5]", "ladder=[high]")))
                .containsExactly("{seed=4, ladder=high}", "{seed=5, ladder=high}");
        assertThat(members(read(axes, "seed={from: 1, to: 2, step: 1}", "ladder=high"))).hasSize(2);
    }

    @Test
    void anOverrideOfAnotherKeyReachesEveryMemberAfterItsVariant() {
        Suite suite = read(
                "axes: {ladder: [{name: a, set: {train.iterations: 5}}, {name: b}]}",
                "train.iterations=3",
                "execution.retries=2");

        assertThat(suite.members())
                .extracting(member -> student(member).train().iterations())
                .containsExactly(3, 3);
        assertThat(suite.execution().retries()).isEqualTo(2);
    }
}
