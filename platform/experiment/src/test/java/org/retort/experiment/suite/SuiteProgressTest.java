package org.retort.experiment.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retort.experiment.suite.SuiteProgress.Action.RETRY;
import static org.retort.experiment.suite.SuiteProgress.Action.SKIP;
import static org.retort.experiment.suite.SuiteProgress.Action.START;
import static org.retort.experiment.suite.SuiteProgress.Action.WAIT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.plugin.InputException;
import org.retort.experiment.plan.RunCreation;
import org.retort.history.journal.Heartbeat;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

class SuiteProgressTest {
    @TempDir
    Path folder;

    private Workspace workspace;
    private SuitePlan plan;

    @BeforeEach
    void planTheLadder() {
        workspace = new Workspace(folder);
        plan = plan();
    }

    private static SuitePlan plan(String... overrides) {
        return SuitePlan.of(SuitesTest.read(SuitePlanTest.LADDER, overrides));
    }

    private List<RunFolder> queued() {
        return List.copyOf(SuiteProgress.anew(plan, workspace)
                .queue(workspace, "retort run suite.yaml")
                .values());
    }

    private static void ends(RunFolder run, RunState state) throws IOException {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        try (JournalWriter writer = run.openWriter()) {
            writer.state(state, "", more);
        }
        Files.createDirectories(run.artifacts());
        Files.writeString(run.artifacts().resolve(RunCreation.GENERATOR), "weights");
    }

    private static List<SuiteProgress.Action> actions(SuiteProgress progress) {
        return progress.entries().stream().map(SuiteProgress.Entry::action).toList();
    }

    @Test
    void aNewSuiteMakesEveryRunOnceAndTellsStudentsTheirTeacher() {
        List<RunFolder> runs = queued();

        assertThat(runs).extracting(run -> run.description().name())
                .containsExactly(
                        "small/teacher", "small/scratch", "small/wide", "small/teacher", "small/scratch", "small/wide");
        assertThat(runs).extracting(run -> String.join(" ", run.description().teachers()))
                .containsExactly("", "1", "1", "", "4", "4");
        assertThat(runs).extracting(RunFolder::state).containsOnly(RunState.QUEUED);
    }

    @Test
    void goingOnSkipsWhatIsFinishedWaitsForWhatRunsAndRetriesTheRest() throws IOException {
        List<RunFolder> runs = queued();
        ends(runs.get(0), RunState.FINISHED);
        ends(runs.get(1), RunState.FAILED);
        ends(runs.get(2), RunState.STOPPED);
        ends(runs.get(3), RunState.FINISHED);
        ends(runs.get(4), RunState.RUNNING);

        try (Heartbeat heartbeat = runs.get(4).startHeartbeat()) {
            SuiteProgress progress = SuiteProgress.of(plan, workspace, false);

            assertThat(actions(progress)).containsExactly(SKIP, RETRY, RETRY, SKIP, WAIT, RETRY);
            assertThat(progress.entries()).extracting(entry -> entry.folder().orElseThrow().id())
                    .containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void aRunWhoseFolderIsGoneStartsAndSoDoWhatFailedWithItsTeacher() throws IOException {
        List<RunFolder> runs = queued();
        ends(runs.get(1), RunState.FINISHED);
        ends(runs.get(2), RunState.FAILED);
        runs.get(0).delete();

        SuiteProgress progress = SuiteProgress.of(plan, workspace, false);

        assertThat(actions(progress)).containsExactly(START, SKIP, START, RETRY, RETRY, RETRY);
        assertThat(progress.count(START)).isEqualTo(2);
    }

    @Test
    void aTrainedTeacherIsTakenFromAnotherExperiment() throws IOException {
        ends(queued().get(0), RunState.FINISHED);
        SuitePlan other = plan("name=other", "seed=1");

        SuiteProgress progress = SuiteProgress.anew(other, workspace);

        assertThat(actions(progress)).containsExactly(SKIP, START, START);
        assertThat(progress.queue(workspace, "retort run").values())
                .extracting(run -> String.join(" ", run.description().teachers()))
                .containsExactly("", "1", "1");
    }

    @Test
    void aTeacherWithoutItsWeightsIsTrainedAgainInANewSuite() throws IOException {
        RunFolder teacher = queued().get(0);
        ends(teacher, RunState.FINISHED);
        Files.delete(teacher.artifacts().resolve(RunCreation.GENERATOR));

        assertThat(actions(SuiteProgress.anew(plan, workspace))).startsWith(START);
    }

    @Test
    void aChangedDescriptorIsRefusedWithTheKeysThatChanged() {
        queued();
        SuitePlan changed = plan("students.one.train.batch=8", "seed=1");

        assertThatThrownBy(() -> SuiteProgress.of(changed, workspace, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("run 2, scratch (seed 1): train.batch 4 -> 8")
                .hasMessageContaining("run 3, wide (seed 1): train.batch 4 -> 8")
                .hasMessageNotContaining("teacher (seed")
                .hasMessageContaining("--changed-ok");
    }

    @Test
    void whereChangeIsAllowedOnlyTheChangedMembersStartAnew() throws IOException {
        List<RunFolder> runs = queued();
        for (RunFolder run : runs) {
            ends(run, RunState.FINISHED);
        }

        SuiteProgress progress = SuiteProgress.of(plan("students.one.train.batch=8", "seed=1"), workspace, true);

        assertThat(actions(progress)).containsExactly(SKIP, START, START);
    }

    @Test
    void aChangeOfWhatIsOnlyWatchedIsAChangeTooButTrainsNothingAgain() throws IOException {
        List<RunFolder> runs = queued();
        for (RunFolder run : runs) {
            ends(run, RunState.FINISHED);
        }
        SuitePlan measuredOtherwise = plan("evaluate.images=7", "seed=1");

        assertThatThrownBy(() -> SuiteProgress.of(measuredOtherwise, workspace, false))
                .hasMessageContaining("evaluate.images 128 -> 7");
        assertThat(actions(SuiteProgress.of(measuredOtherwise, workspace, true))).containsOnly(SKIP);
    }

    @Test
    void aSuiteThatOnlyGrewIsNoChange() {
        queued();

        SuiteProgress progress = SuiteProgress.of(plan("seed=[1, 2, 3]"), workspace, false);

        assertThat(actions(progress))
                .containsExactly(RETRY, RETRY, RETRY, RETRY, RETRY, RETRY, START, START, START);
    }
}
