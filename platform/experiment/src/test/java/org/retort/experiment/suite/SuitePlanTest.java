package org.retort.experiment.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;

class SuitePlanTest {
    static final String LADDER =
            """
            axes:
              seed: [1, 2]
              ladder: [{name: scratch}, {name: wide, set: {students.one.generator.width: 8}}]
            """;

    private static SuitePlan plan(String suite, String... overrides) {
        return SuitePlan.of(SuitesTest.read(suite, overrides));
    }

    private static List<String> words(SuitePlan plan) {
        return plan.runs().stream().map(SuiteRun::words).toList();
    }

    @Test
    void membersWithOneTeacherShareItsRun() {
        SuitePlan plan = plan(LADDER);

        assertThat(words(plan))
                .containsExactly(
                        "teacher (seed 1)", "scratch (seed 1)", "wide (seed 1)",
                        "teacher (seed 2)", "scratch (seed 2)", "wide (seed 2)");
        assertThat(plan.runs().get(0).labels()).containsExactly("scratch", "wide");
        assertThat(plan.teachers(plan.runs().get(5))).containsExactly(plan.runs().get(3));
    }

    @Test
    void teachersAreNamedByWhatTellsThemApart() {
        SuitePlan plan = plan("axes: {teacher.generator.width: [4, 5], students.one.train.batch: [2, 4]}");

        assertThat(words(plan))
                .containsExactly(
                        "teacher,width=4 (seed 1)",
                        "width=4,batch=2 (seed 1)",
                        "width=4,batch=4 (seed 1)",
                        "teacher,width=5 (seed 1)",
                        "width=5,batch=2 (seed 1)",
                        "width=5,batch=4 (seed 1)");
        assertThat(plan.teachers(plan.runs().get(4))).containsExactly(plan.runs().get(3));
    }

    @Test
    void aRunOfAPlainExperimentGoesByItsStudentsName() {
        assertThat(words(plan(""))).containsExactly("teacher (seed 1)", "one (seed 1)");
    }

    @Test
    void theIdentityOfAMemberStaysWhenTheSuiteGrows() {
        SuitePlan small = plan("axes: {students.one.generator.width: [3]}");
        SuitePlan grown = plan("axes: {students.one.generator.width: [5, 3], seed: [1, 2]}", "metrics=[]");

        assertThat(grown.runs()).extracting(run -> run.run().identity())
                .contains(small.runs().get(1).run().identity())
                .doesNotHaveDuplicates();
    }

    @Test
    void stepsAndImagesAreThoseOfTheTraining() {
        SuiteRun student = plan("axes: {students.one.train.batch: [4]}").runs().get(1);

        assertThat(student.steps()).isEqualTo(10);
        assertThat(student.images()).isEqualTo(40);
    }

    @Test
    void membersThatComeToTheSameRunAreRefused() {
        assertThatThrownBy(() -> plan("axes: {students.one.train.log-every: [1, 2]}"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("suite small: log-every=1 (seed 1) and log-every=2 (seed 1) train the same weights");
    }

    @Test
    void aVariantCannotTakeTheTeachersName() {
        assertThatThrownBy(() -> plan("axes: {ladder: [{name: teacher}, {name: b, set: {students.one.train.batch: 2}}]}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two runs named teacher (seed 1)");
    }
}
