package org.retort.experiment.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.data.Split;
import org.retort.experiment.testing.TestCatalog;

class DescriptorsTest {
    private static Experiment read(String... overrides) {
        return Descriptors.read(
                DescriptorErrorsTest.GOOD,
                "exp.yaml",
                Path.of("/base"),
                List.of(overrides),
                TestCatalog.withSmallPlugins());
    }

    @Test
    void defaultsFillWhatIsNotWritten() {
        Experiment experiment = read();

        assertThat(experiment.settings().engine()).isEqualTo("auto");
        assertThat(experiment.evaluate()).isEqualTo(new EvaluateSection(Split.TEST, 5));
        assertThat(experiment.teachers().get(0).train().criticSteps()).isEqualTo(5);
        assertThat(experiment.dataset().parameters())
                .isEqualTo(new TestCatalog.FacesParameters(
                        16, Path.of("/base/data"), TestCatalog.Crop.CENTRE, List.of("smile", "young"), false));
    }

    @Test
    void theResolvedDescriptorReadsBackToTheSameExperiment() {
        Experiment experiment = read("students.one.distillation.pairwise.weight={schedule: warm-up, to: 3, end: 7}");

        String json = ResolvedDescriptor.of(experiment).toString();
        Experiment again =
                Descriptors.read(json, "run.json", Path.of("/elsewhere"), List.of(), TestCatalog.withSmallPlugins());

        assertThat(ResolvedDescriptor.of(again)).isEqualTo(ResolvedDescriptor.of(experiment));
        assertThat(again.students().get(0).distillation().get(0).weight())
                .isEqualTo(new WeightSchedule(WeightSchedule.Kind.WARM_UP, 0, 3, 0, 7));
    }

    @Test
    void anOverrideReachesAnEntryOfAListByIndexAndByName() {
        assertThat(read("students.0.generator.width=7").students().get(0).generator().architecture().parameters())
                .isEqualTo(new TestCatalog.NarrowParameters(7, 0.01));
        assertThat(read("students.one.generator.width=8").students().get(0).generator().architecture().parameters())
                .isEqualTo(new TestCatalog.NarrowParameters(8, 0.01));
    }

    @Test
    void trainStandsForTheTeacherAndAllStudents() {
        Experiment experiment = read("train.iterations=3");

        assertThat(experiment.teachers().get(0).train().iterations()).isEqualTo(3);
        assertThat(experiment.students().get(0).train().iterations()).isEqualTo(3);
    }

    @Test
    void anOverrideAddsKeysThatAreNotWritten() {
        Experiment experiment = read("dataset.crop=whole-face", "seed=9", "metrics=[]");

        assertThat(experiment.settings().seed()).isEqualTo(9);
        assertThat(((TestCatalog.FacesParameters) experiment.dataset().parameters()).crop())
                .isEqualTo(TestCatalog.Crop.WHOLE_FACE);
    }

    @Test
    void aWrongOverrideIsNamedAsItWasTyped() {
        assertThatThrownBy(() -> read("train.iteratoins=3"))
                .hasMessageStartingWith("--set train.iteratoins=3: unknown key `iteratoins` for train; did you mean"
                        + " iterations?");
        assertThatThrownBy(() -> read("students.two.train.batch=3"))
                .hasMessageStartingWith("--set students.two.train.batch=3: students has no entry `two`");
        assertThatThrownBy(() -> read("students.one.train.batch"))
                .hasMessageContaining("an override is written key=value");
    }
}
