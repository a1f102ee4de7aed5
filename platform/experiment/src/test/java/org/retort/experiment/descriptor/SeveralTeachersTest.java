package org.retort.experiment.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.plugin.InputException;
import org.retort.experiment.plan.Plan;
import org.retort.experiment.plan.PlannedRun;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteRun;
import org.retort.experiment.suite.Suites;
import org.retort.experiment.testing.TestCatalog;

class SeveralTeachersTest {
    private static final String TEXT = """
            name: small
            dataset: {plugin: faces, path: data, size: 16}
            teachers:
              - name: wide
                generator: {plugin: narrow, width: 8}
                discriminator: {plugin: critic}
                objective: {plugin: versus}
                train: {iterations: 10, batch: 4}
              - name: fast
                generator: {plugin: narrow, width: 4}
                discriminator: {plugin: critic}
                objective: {plugin: versus}
                train: {iterations: 5, batch: 4}
            students:
              - name: one
                teachers: [{name: fast, weight: 3}, {name: wide}]
                generator: {plugin: narrow, width: 2, initialize: wide}
                discriminator: {plugin: critic}
                objective: {plugin: versus}
                train: {iterations: 10, batch: 4}
            """;

    private static Experiment read(String text, String... overrides) {
        return Descriptors.read(text, "exp.yaml", Path.of("/base"), List.of(overrides), TestCatalog.withSmallPlugins());
    }

    private static SuitePlan suite(String more) {
        return SuitePlan.of(Suites.read(
                TEXT + more, "exp.yaml", Path.of("/base"), List.of(), TestCatalog.withSmallPlugins()));
    }

    @Test
    void aTeachersPartIsItsWeightByTheSumOfAll() {
        StudentSection student = read(TEXT).students().get(0);

        assertThat(student.teachers()).extracting(teaching -> teaching.teacher().name()).containsExactly("fast", "wide");
        assertThat(student.teachers()).extracting(student::part).containsExactly(0.75, 0.25);
    }

    @Test
    void aStudentThatSaysNothingLearnsFromAllTeachersAlike() {
        StudentSection student = read(TEXT.replace("    teachers: [{name: fast, weight: 3}, {name: wide}]\n", ""))
                .students().get(0);

        assertThat(student.teachers()).extracting(teaching -> teaching.teacher().name()).containsExactly("wide", "fast");
        assertThat(student.teachers()).extracting(student::part).containsExactly(0.5, 0.5);
    }

    @Test
    void experimentAndRunsReadBackToThemselves() {
        Experiment experiment = read(TEXT);

        assertThat(ResolvedDescriptor.of(read(ResolvedDescriptor.of(experiment).toString())))
                .isEqualTo(ResolvedDescriptor.of(experiment));
        for (PlannedRun run : Plan.of(experiment).runs()) {
            assertThat(Descriptors.readRun(run.descriptor(), "run.json", TestCatalog.withSmallPlugins()).toJson())
                    .isEqualTo(run.descriptor());
        }
    }

    @Test
    void allTeachersComeBeforeTheStudentThatNamesThem() {
        List<PlannedRun> runs = Plan.of(read(TEXT)).runs();

        assertThat(runs).extracting(PlannedRun::member).containsExactly("wide", "fast", "one");
        assertThat(runs.get(2).teachers()).containsExactly("fast", "wide");
    }

    @Test
    void aTeacherIsTheSameWhateverItsNameAndCompany() {
        Experiment alone = read(DescriptorErrorsTest.GOOD.replace("plugin: narrow, width: 4", "plugin: narrow, width: 8"));

        assertThat(Plan.of(read(TEXT)).runs().get(0).identity()).isEqualTo(Plan.of(alone).runs().get(0).identity());
    }

    @Test
    void oneTeacherInAListIsTheSameAsTheSectionTeacher() {
        String text = DescriptorErrorsTest.GOOD;
        String section = text.substring(text.indexOf("teacher:"), text.indexOf("students:"));
        String list = "teachers:\n" + section.replace("teacher:\n", "").replace("  generator", "  - name: teacher\n    generator")
                .replace("\n  d", "\n    d").replace("\n  o", "\n    o").replace("\n  t", "\n    t");

        assertThat(Plan.of(read(text.replace(section, list)))).isEqualTo(Plan.of(read(text)));
    }

    @Test
    void trainStandsForAllTeachers() {
        assertThat(read(TEXT, "train.batch=7").teachers())
                .extracting(teacher -> teacher.train().batch()).containsExactly(7, 7);
    }

    @Test
    void teachersThatMembersShareAreTrainedOnceAndNamedByWhatTellsThemApart() {
        SuitePlan plan = suite("axes: {teachers.wide.generator.width: [8, 9], students.one.train.iterations: [10, 20]}");

        assertThat(plan.runs()).extracting(run -> run.run().member()).containsExactly(
                "wide,width=8", "fast", "width=8,iterations=10", "width=8,iterations=20",
                "wide,width=9", "width=9,iterations=10", "width=9,iterations=20");
        assertThat(plan.teachers(plan.runs().get(5))).extracting(run -> run.run().member())
                .containsExactly("fast", "wide,width=9");
    }

    @Test
    void equalTeachersAreOneRun() {
        SuitePlan plan = SuitePlan.of(Suites.read(
                TEXT.replace("width: 8", "width: 4").replace("iterations: 5", "iterations: 10"),
                "exp.yaml", Path.of("/base"), List.of(), TestCatalog.withSmallPlugins()));

        assertThat(plan.runs()).extracting(SuiteRun::words).containsExactly("wide (seed 1)", "one (seed 1)");
        assertThat(plan.runs().get(1).run().teachers()).containsExactly("wide", "wide");
    }

    @Test
    void ofATeacherThatAllItsStudentsTakeOnlineThereIsNoRun() {
        Experiment experiment = read(
                TEXT, "students.one.generator.initialize=scratch", "students.one.teachers.wide.online=true");
        List<PlannedRun> runs = Plan.of(experiment).runs();

        assertThat(runs).extracting(PlannedRun::member).containsExactly("fast", "one");
        assertThat(runs.get(1).teachers()).containsExactly("fast");
        assertThat(experiment.students().get(0).teaching()).contains("learns from fast (0.750), wide (0.250, online)");
        assertThat(Descriptors.readRun(runs.get(1).descriptor(), "run.json", TestCatalog.withSmallPlugins()).toJson())
                .isEqualTo(runs.get(1).descriptor());
    }

    @Test
    void aSuitePlansStudentsWithoutRunsOfTeachers() {
        SuitePlan plan = SuitePlan.of(Suites.read(
                DescriptorErrorsTest.GOOD + "axes: {seed: [1, 2]}\n", "exp.yaml", Path.of("/base"),
                List.of("students.one.teachers=[{name: teacher, online: true}]"), TestCatalog.withSmallPlugins()));

        assertThat(plan.runs()).extracting(SuiteRun::words).containsExactly("one (seed 1)", "one (seed 2)");
        assertThat(plan.teachers(plan.runs().get(0))).isEmpty();
    }

    @Test
    void anOnlineTeacherCannotBeTrainedForLongerThanItsStudent() {
        assertThatThrownBy(() -> read(TEXT, "students.one.generator.initialize=scratch",
                "students.one.teachers.wide.online=true", "teachers.wide.train.iterations=11"))
                .isInstanceOf(InputException.class)
                .hasMessage("exp.yaml:16:48: teacher wide is online and has train.iterations 11, more than the student's"
                        + " 10, with which it ends; give the student as many or more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'teachers:\n  - name: wide' | 'teacher: {}\nteachers:\n  - name: wide' | exp.yaml:5:3: the descriptor has both teacher and teachers
            'name: fast\n '     | 'name: wide\n ' | exp.yaml:9:11: a second teacher named wide, the first is at line 4
            'name: fast\n '     | 'name: own\n '  | exp.yaml:9:11: a teacher cannot be named own
            '- name: fast\n '   | '-\n '          | exp.yaml:10:5: a teacher needs the key name
            name: one            | name: fast       | exp.yaml:15:11: a student cannot be named fast, since a teacher is
            {name: wide}]        | {name: wid}]     | exp.yaml:16:48: there is no teacher `wid`; did you mean wide?; the experiment's teachers are wide, fast
            {name: wide}]        | {name: fast}]    | exp.yaml:16:48: teacher fast is here a second time; name it once, with one weight
            weight: 3            | weight: -1       | exp.yaml:16:37: weight is `-1`
            '[{name: fast, weight: 3}, {name: wide}]' | [] | exp.yaml:16:15: a student needs a teacher whose weight is above 0
            '{name: fast, weight: 3}, {name: wide}' | '{name: wide, weight: 0}' | exp.yaml:16:15: a student needs a teacher whose weight is above 0
            {name: wide}]        | {name: wide, online: true}] | exp.yaml:17:55: initialize is `wide`; allowed here is scratch or fast
            initialize: wide     | initialize: one  | exp.yaml:17:55: initialize is `one`; allowed here is scratch or fast or wide
            """)
    void mistakesAreToldWithTheirPlace(String found, String replacement, String message) {
        String from = found.replace("\\n", "\n");
        assertThat(TEXT).contains(from);

        assertThatThrownBy(() -> read(TEXT.replace(from, replacement.replace("\\n", "\n"))))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(message);
    }
}
