package org.retort.experiment.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.retort.api.loss.Role;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.EvaluateSection;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** Measures finished runs again, by metrics that may be newer than they are. For one thread. */
public final class RunEvaluation {
    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /**
     * What is measured, and by what.
     *
     * @param classifier tells labels from translations; empty where no metric asks
     * @param metrics the metrics
     * @param evaluate the images
     */
    public record Request(Optional<PluginUse> classifier, List<PluginUse> metrics, EvaluateSection evaluate) {}

    /** @param progress told in words what is done while that takes long */
    public RunEvaluation(
            PluginCatalog catalog, List<Engine> engines, Workspace workspace, Consumer<String> progress) {
        this.catalog = catalog;
        this.engines = List.copyOf(engines);
        this.workspace = workspace;
        this.progress = progress;
    }

    /**
     * Measures a run's generator from the weights that it left, on the engine that it asked for, and appends the
     * figures to its journal: they take the place of older figures of the same names. Where that fails, nothing is
     * appended.
     *
     * @throws InputException where the run is not finished, or cannot be measured so
     */
    public List<MetricValue> measure(RunFolder run, Request request) {
        RunState state = run.state();
        Path weights = run.artifacts().resolve(RunCreation.GENERATOR);
        if (state != RunState.FINISHED || !Files.isRegularFile(weights)) {
            throw new InputException("run " + run.id() + " is " + state.text() + (state == RunState.FINISHED
                    ? ", but left no " + RunCreation.GENERATOR : "") + "; only what a finished run has trained can be"
                    + " measured");
        }
        RunDescriptor descriptor =
                Descriptors.readRun(run.description().descriptor(), "descriptor of run " + run.id(), catalog);
        Optional<Map<String, Tensor>> teacher = TeacherWeights.first(workspace, run, descriptor);
        EngineChoice choice = EngineChoice.of(descriptor.settings(), engines);
        try (RunData data = RunData.open(descriptor.dataset(), workspace, progress);
                EngineSession session = choice.engine().open(choice.settings())) {
            EvaluateSection evaluate = request.evaluate();
            MeasuredOn measuredOn = new MeasuredOn(
                    evaluate.split(),
                    Evaluation.count(data.measured(evaluate.split()), evaluate.images()),
                    ClassifierFile.of(request.classifier()));
            Evaluation.Report report =
                    measure(request.metrics(), descriptor, teacher, data, session, weights, measuredOn);
            try (JournalWriter journal = run.openWriter()) {
                new RunJournal(run, journal).result(report, measuredOn);
            }
            return report.values();
        }
    }

    /**
     * Looks before anything is trained whether metrics will be able to measure.
     *
     * @throws InputException where one will not
     */
    public static void check(List<PluginUse> metrics) {
        metrics.forEach(metric -> check((Metric<?>) metric.plugin().service(), metric.parameters()));
    }

    private static <P extends Record> void check(Metric<P> metric, Record parameters) {
        metric.check(metric.parameters().cast(parameters));
    }

    private static Evaluation.Report measure(
            List<PluginUse> metrics,
            RunDescriptor descriptor,
            Optional<Map<String, Tensor>> teacher,
            RunData data,
            EngineSession session,
            Path weights,
            MeasuredOn measuredOn) {
        NetworkPlugins plugins = NetworkPlugins.of(descriptor);
        int labels = data.decoded().labels().size();
        try (LoadedGenerator own = LoadedGenerator.of(
                plugins, Role.OWN, data.decoded().format(), labels, session, Safetensors.read(weights).tensors())) {
            Optional<LoadedGenerator> guide = teacher.map(trained -> LoadedGenerator.of(
                    plugins,
                    Role.TEACHER,
                    data.decoded().format(),
                    labels,
                    session,
                    trained));
            try {
                return new Evaluation(data, measuredOn, own.translator(), guide.map(LoadedGenerator::translator))
                        .run(metrics, own.translator().summary(), weights);
            } finally {
                guide.ifPresent(LoadedGenerator::close);
            }
        }
    }
}
