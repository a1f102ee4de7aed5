package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.retort.api.metric.MetricValue;
import org.retort.api.plugin.InputException;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.run.RunEvaluation;
import org.retort.experiment.suite.Suite;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteRun;
import org.retort.experiment.suite.Suites;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort evaluate}. */
@Command(
        name = "evaluate",
        description = "Measures the finished runs of a descriptor again, by the metrics and the classifier that it names"
                + " now. Nothing is trained.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "The descriptor, a YAML file.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Puts a value into the descriptor, such as evaluate.images=256; may be repeated.")
    private List<String> overrides = List.of();

    @Option(names = "--run", paramLabel = "RUN", description = "Only this run; may be repeated.")
    private List<String> only = List.of();

    EvaluateCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Workspace workspace = common.existingWorkspace();
        platform.workspacePlugins().load(workspace.plugins());
        Suite suite = Suites.read(file, overrides, platform.catalog());
        List<RunFolder> runs = finished(workspace, SuitePlan.of(suite));
        Experiment experiment = suite.members().get(0).experiment();
        RunEvaluation.Request request = new RunEvaluation.Request(
                experiment.classifier(), experiment.metrics(), experiment.evaluate());
        RunEvaluation evaluation = new RunEvaluation(
                platform.catalog(), platform.engines().get(), workspace, terminal.messages()::println);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("runs");
        for (int i = 0; i < runs.size(); i++) {
            RunFolder run = runs.get(i);
            terminal.messages().println("run " + run.id() + ", " + run.description().name() + ": measuring (" + (i + 1)
                    + " of " + runs.size() + ")");
            ObjectNode values = list.addObject().put("run", run.id()).putObject("values");
            List<String> words = new ArrayList<>();
            for (MetricValue value : evaluation.measure(run, request)) {
                values.put(value.name(), value.value());
                words.add(value.name() + " " + Numbers.figure(value.value(), value.unit()));
            }
            terminal.messages().println("run " + run.id() + ": " + String.join(", ", words));
        }
        if (common.json()) {
            terminal.print(document);
        } else {
            terminal.print(runs.size() + " runs are measured. See retort table " + suite.name());
        }
        return 0;
    }

    private List<RunFolder> finished(Workspace workspace, SuitePlan plan) {
        List<RunFolder> runs = plan.runs().stream()
                .map(SuiteRun::run)
                .map(run -> RunCreation.trained(workspace, run.identity()))
                .flatMap(Optional::stream)
                .filter(run -> only.isEmpty() || only.contains(run.id()))
                .toList();
        for (String id : only) {
            if (runs.stream().noneMatch(run -> run.id().equals(id))) {
                throw new InputException("run " + id + " is no finished run of " + file
                        + " as the file is now; its training must be as it was, metrics may differ");
            }
        }
        if (runs.isEmpty()) {
            throw new InputException(workspace.path() + " has no finished run of " + file
                    + " as it is now; where they were trained with --set, give the same here. Else train them first:"
                    + " retort run " + ShellWord.of(file));
        }
        return runs;
    }
}
