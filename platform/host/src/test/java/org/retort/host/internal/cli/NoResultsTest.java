package org.retort.host.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.experiment.plan.PlannedRun;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteRun;
import org.retort.experiment.table.SuiteResults;
import org.retort.history.History;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.QueuedRuns;

/** Over real runs of a descriptor with one teacher, which is to train for 400 steps. */
class NoResultsTest {
    @TempDir
    private Path folder;

    private static ObjectNode descriptor(int iterations) {
        ObjectNode descriptor = JsonNodeFactory.instance.objectNode().put("name", "faces");
        descriptor.putObject("train").put("iterations", iterations).put("log-every", iterations / 10);
        return descriptor;
    }

    private static SuitePlan plan(List<String> overrides) {
        int iterations = overrides.stream()
                .filter(given -> given.startsWith("train.iterations="))
                .mapToInt(given -> Integer.parseInt(given.replaceFirst(".*=", "")))
                .findFirst()
                .orElse(400);
        PlannedRun teacher =
                new PlannedRun("teacher", "teacher", 1, "steps-" + iterations, descriptor(iterations), List.of());
        return new SuitePlan("faces", List.of(new SuiteRun(teacher, List.of(""))));
    }

    private void made(int iterations, RunState state, String commandLine) {
        RunFolder run = RunFolder.create(new Workspace(folder), RunDescription.of(
                "faces", "teacher", "teacher", 1, Instant.now(), List.of(), commandLine, "steps-" + iterations,
                descriptor(iterations)));
        QueuedRuns.write(run, state);
    }

    private String message() {
        Workspace workspace = new Workspace(folder);
        try (History history = History.open(workspace)) {
            return new NoResults(
                            Path.of("my faces.yaml"), workspace, " --workspace other", new SuiteResults(history),
                            NoResultsTest::plan)
                    .of(plan(List.of()));
        }
    }

    @Test
    void aRunWithOtherSettingsIsNamedWithThemAndTheSetThatGivesItsTable() {
        made(20, RunState.FINISHED, "retort run 'my faces.yaml' --set train.iterations=20 --set 'note=two words'");

        assertThat(message())
                .contains("no finished run of my faces.yaml as it is now. Looked for: teacher (seed 1)\n")
                .contains("run 1, teacher (seed 1): train.iterations 20 -> 400\n")
                .contains("retort table 'my faces.yaml' --workspace other --set train.iterations=20 --set 'note=two words'\n")
                .contains("retort table faces --workspace other\n");
    }

    @Test
    void noSetIsToldThatWouldNotGiveTheTable() {
        made(20, RunState.FINISHED, "retort run older.yaml --set train.iterations=30");

        assertThat(message()).contains("train.iterations 20 -> 400").doesNotContain("--set");
    }

    @Test
    void aRunOfTheSameSettingsThatIsNotFinishedIsNamedWithItsStateBeforeFinishedOnesOfOthers() {
        made(400, RunState.STOPPED, "retort run 'my faces.yaml'");
        made(20, RunState.FINISHED, "retort run 'my faces.yaml' --set train.iterations=20");

        assertThat(message())
                .contains("Not finished yet:\n  run 1, teacher (seed 1): stopped\n")
                .contains("retort run 'my faces.yaml' --workspace other --resume")
                .doesNotContain("run 2");
    }

    @Test
    void whereNothingComesNearTheCommandThatTrainsIsNamed() {
        assertThat(message()).contains("Looked for: teacher (seed 1)\n").endsWith("retort run 'my faces.yaml' --workspace other");
    }
}
