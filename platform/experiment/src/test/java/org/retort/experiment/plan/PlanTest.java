package org.retort.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.testing.TestCatalog;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

class PlanTest {
    private static final String TEXT = """
            name: small
            dataset: {plugin: faces, path: here}
            teacher:
              generator: {plugin: narrow, width: 8}
              discriminator: {plugin: critic}
              objective: {plugin: versus}
              train: {iterations: 100}
            students:
              - name: tiny
                generator: {plugin: narrow, width: 2}
                discriminator: {plugin: critic, initialize: teacher}
                objective: {plugin: versus}
                distillation: [{plugin: pairwise, weight: 3}]
                train: {iterations: 50}
            """;

    private final TestCatalog catalog = TestCatalog.withSmallPlugins();

    private Plan plan(String... overrides) {
        return Plan.of(Descriptors.read(TEXT, "small.yaml", Path.of("/data"), List.of(overrides), catalog));
    }

    @Test
    void theTeacherComesBeforeItsStudents() {
        assertThat(plan().runs()).extracting(PlannedRun::member).containsExactly("teacher", "tiny");
        assertThat(plan().runs()).extracting(PlannedRun::kind).containsExactly("teacher", "student");
        assertThat(plan().runs()).extracting(PlannedRun::teachers)
                .containsExactly(List.of(), List.of("teacher"));
    }

    @Test
    void aRunsDescriptorReadsBackToItself() {
        for (PlannedRun run : plan().runs()) {
            assertThat(Descriptors.readRun(run.descriptor(), "run.json", catalog).toJson())
                    .isEqualTo(run.descriptor());
        }
    }

    @Test
    void aStartFromScratchIsNotWrittenDownForGeneratorsSoThatOldRunsKeepTheirIdentity() {
        assertThat(plan("students.tiny.generator.initialize=scratch").runs().get(1).descriptor().get("generator"))
                .isEqualTo(plan().runs().get(1).descriptor().get("generator"));
        assertThat(plan().runs().get(1).descriptor().get("generator").has("initialize")).isFalse();
    }

    @Test
    void aStartFromTheTeachersWeightsReadsBackAndIsAnotherIdentity() {
        PlannedRun run = plan("students.tiny.generator.initialize=teacher").runs().get(1);

        assertThat(Descriptors.readRun(run.descriptor(), "run.json", catalog).toJson()).isEqualTo(run.descriptor());
        assertThat(run.descriptor().path("generator").path("initialize").asText()).isEqualTo("teacher");
        assertThat(run.identity()).isNotEqualTo(plan().runs().get(1).identity());
    }

    @Test
    void identityStaysWhereOnlyTheWatchingChanges() {
        List<String> before = identities();

        assertThat(identities("name=other", "evaluate.images=7", "teacher.train.log-every=3",
                "teacher.train.shares-every=7", "students.tiny.train.sample-every=9")).isEqualTo(before);
    }

    @Test
    void identityChangesWithWhatDecidesTheWeights() {
        List<String> before = identities();

        assertThat(identities("seed=2")).doesNotContainAnyElementsOf(before);
        assertThat(identities("teacher.train.iterations=101")).doesNotContainAnyElementsOf(before);
        assertThat(identities("students.tiny.distillation.pairwise.weight=4").get(0)).isEqualTo(before.get(0));
        assertThat(identities("students.tiny.distillation.pairwise.weight=4").get(1)).isNotEqualTo(before.get(1));
    }

    private List<String> identities(String... overrides) {
        return plan(overrides).runs().stream().map(PlannedRun::identity).toList();
    }

    @Test
    void runsAreQueuedWithTheirTeachersId(@TempDir Path folder) {
        List<RunFolder> runs = RunCreation.create(new Workspace(folder), plan(), "retort run small.yaml");

        assertThat(runs).extracting(RunFolder::id).containsExactly("1", "2");
        assertThat(runs.get(1).description().teachers()).containsExactly("1");
        assertThat(runs.get(1).description().name()).isEqualTo("small/tiny");
    }

    @Test
    void anUnfinishedTeacherIsNotUsedAgain(@TempDir Path folder) {
        RunCreation.create(new Workspace(folder), plan(), "retort run small.yaml");

        assertThat(RunCreation.create(new Workspace(folder), plan(), "retort run small.yaml"))
                .extracting(RunFolder::id)
                .containsExactly("3", "4");
    }
}
