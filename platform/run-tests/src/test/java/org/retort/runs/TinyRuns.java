package org.retort.runs;

import java.nio.file.Path;
import java.util.List;
import org.retort.api.metric.MetricValue;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.Engine;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.plan.Plan;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.run.PlatformFacts;
import org.retort.experiment.run.RunEvaluation;
import org.retort.experiment.run.RunExecution;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** An experiment that takes seconds: all losses, the smallest networks. */
final class TinyRuns {
    static final String TEXT = """
            name: tiny
            threads: 2
            dataset: {plugin: procedural-faces, size: 32, train: 64, validation: 4, test: 12,
                      attributes: [Blond_Hair, Black_Hair, Eyeglasses]}
            teacher:
              generator: {plugin: stargan, width: 4, blocks: 1}
              discriminator: {plugin: stargan, width: 4, layers: 4}
              objective: {plugin: stargan}
              train: {iterations: 8, batch: 4, critic-steps: 2, log-every: 2, sample-every: 4, checkpoint-every: 3}
            students:
              - name: small
                generator: {plugin: stustargan, width: 4, blocks: 1, skip: add, separable: residual}
                discriminator: {plugin: stargan, width: 4, layers: 4}
                objective: {plugin: stargan}
                distillation:
                  - {plugin: output-l1, weight: 10}
                  - {plugin: discriminator-feature-l1, weight: 1}
                  - {plugin: content, weight: {schedule: warm-up, to: 1, end: 4}}
                  - {plugin: teacher-as-real, weight: 0.4}
                  - {plugin: triplet, weight: 1}
                  - {plugin: discriminator-logit, weight: 1}
                train: {iterations: 8, batch: 4, critic-steps: 2, log-every: 2, sample-every: 4, checkpoint-every: 3}
            metrics: [{plugin: efficiency, repetitions: 3}, {plugin: teacher-similarity}, {plugin: truth-error}]
            evaluate: {images: 10}
            """;

    private static final PlatformFacts FACTS = new PlatformFacts("0", "", List.of());

    private final Workspace workspace;
    private final ShippedPlugins plugins = new ShippedPlugins();
    private final List<Engine> engines;

    TinyRuns(Path folder) {
        this(folder, List.of(new Nd4jEngine(), new LibTorchEngine()));
    }

    TinyRuns(Path folder, List<Engine> engines) {
        this.workspace = new Workspace(folder);
        this.engines = engines;
    }

    Workspace workspace() {
        return workspace;
    }

    List<RunFolder> create(String... overrides) {
        return createFrom(TEXT, overrides);
    }

    List<RunFolder> createFrom(String text, String... overrides) {
        Plan plan = Plan.of(read(text, overrides));
        return RunCreation.create(workspace, plan, "retort run tiny.yaml");
    }

    Experiment read(String text, String... overrides) {
        return Descriptors.read(text, "tiny.yaml", workspace.path(), List.of(overrides), plugins);
    }

    /** Measures a finished run as a descriptor says. */
    List<MetricValue> evaluate(RunFolder run, Experiment experiment) {
        return new RunEvaluation(plugins, engines, workspace, message -> {}).measure(run, new RunEvaluation.Request(
                experiment.classifier(), experiment.metrics(), experiment.evaluate()));
    }

    RunState execute(RunFolder run) {
        return execute(run, engines);
    }

    RunState execute(RunFolder run, List<Engine> engines) {
        try (JournalWriter journal = run.openWriter()) {
            return new RunExecution(plugins, engines, workspace, FACTS).execute(run, journal);
        }
    }
}
