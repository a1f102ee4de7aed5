package org.retort.experiment.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.History;
import org.retort.history.RunQuery;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

class PastHoursTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    /** The run of the only student; its descriptor trains ten steps of four images. */
    private static SuiteRun student(String... overrides) {
        return SuitePlan.of(SuitesTest.read("", overrides)).runs().get(1);
    }

    private void ended(SuiteRun run, RunState state, int seconds) {
        Workspace workspace = new Workspace(folder);
        RunFolder made = RunFolder.create(
                workspace,
                RunDescription.of(
                        "earlier", "m", "student", 1, START, List.of(), "retort run", "0", run.run().descriptor()));
        write(made, RunState.RUNNING, START);
        write(made, state, START.plusSeconds(seconds));
    }

    private void write(RunFolder run, RunState state, Instant time) {
        RunFolder then = RunFolder.open(new Workspace(folder), run.id(), Clock.fixed(time, ZoneOffset.UTC));
        try (JournalWriter writer = then.openWriter()) {
            writer.state(state, "", JsonNodeFactory.instance.objectNode());
        }
    }

    private PastHours past() {
        try (History history = History.open(new Workspace(folder))) {
            return new PastHours(history.runs(RunQuery.all()).runs());
        }
    }

    @Test
    void aRunTakesTheMedianOfFinishedOnesForEachOfItsImages() {
        for (int seconds : List.of(80, 40, 400)) {
            ended(student(), RunState.FINISHED, seconds);
        }
        ended(student(), RunState.FAILED, 1);

        // Eighty seconds for ten steps, so two hundred steps with another seed take twenty times that.
        assertThat(past().seconds(student("students.one.train.iterations=200", "seed=9")).orElseThrow())
                .isCloseTo(1600, within(1e-6));
    }

    @Test
    void aRunOfAnotherArchitectureTellsNothing() {
        ended(student(), RunState.FINISHED, 80);

        assertThat(past().seconds(student("students.one.generator.width=9"))).isEmpty();
        assertThat(past().seconds(student("students.one.train.batch=8"))).isEmpty();
        assertThat(past().seconds(student("dataset.size=32"))).isEmpty();
    }
}
