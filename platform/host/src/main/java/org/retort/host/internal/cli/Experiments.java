package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.engine.program.Engine;
import org.retort.api.plugin.NearestName;
import org.retort.api.plugin.InputException;
import org.retort.experiment.inspect.SuiteInspection;
import org.retort.experiment.run.RunEvaluation;
import org.retort.experiment.samples.ComparisonSheet;
import org.retort.experiment.suite.ExecutionPolicy;
import org.retort.experiment.suite.PastHours;
import org.retort.experiment.suite.Suite;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteProgress;
import org.retort.experiment.suite.SuiteRun;
import org.retort.experiment.suite.Suites;
import org.retort.history.History;
import org.retort.history.RunQuery;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Executor;
import org.retort.host.internal.work.ForegroundRuns;
import org.retort.host.internal.work.ForegroundRuns.Outcome;
import org.retort.host.internal.work.RunQueue;

/** Does the runs of a descriptor, or some runs that exist, in the foreground, and shows what they came to. */
final class Experiments {
    private static final int FINISHED = 0;
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    /** A table with more rows is for the browser. */
    private static final int ROWS_SHOWN = 60;

    private final Platform platform;
    private final Terminal terminal;
    private final Workspace workspace;
    private final Executor executor;
    private final boolean json;

    Experiments(Platform platform, Terminal terminal, Workspace workspace, Executor executor, boolean json) {
        this.platform = platform;
        this.terminal = terminal;
        this.workspace = workspace;
        this.executor = executor;
        this.json = json;
    }

    /** What to do with the runs that the workspace has of a descriptor already. */
    record Earlier(boolean resume, boolean changedAllowed) {}

    /** Reads a descriptor and plans its runs. */
    SuiteProgress plan(Suite suite, Earlier earlier) {
        SuitePlan plan = SuitePlan.of(suite);
        return earlier.resume()
                ? SuiteProgress.of(plan, workspace, earlier.changedAllowed())
                : SuiteProgress.anew(plan, workspace);
    }

    Suite read(Path file, List<String> overrides) {
        platform.workspacePlugins().load(workspace.plugins());
        Suite suite = Suites.read(file, overrides, platform.catalog());
        suite.members().forEach(member -> checkEngine(member.experiment().settings().engine()));
        suite.members().stream().map(member -> member.experiment().metrics()).distinct().forEach(RunEvaluation::check);
        return suite;
    }

    /** Before anything runs; whether the engine can use the device, only its worker finds out. */
    private void checkEngine(String engine) {
        List<String> ids = platform.engines().get().stream().map(Engine::id).sorted().toList();
        if (!engine.equals("auto") && !ids.contains(engine)) {
            throw new InputException("engine is " + engine + NearestName.question(engine, ids)
                    + (NearestName.of(engine, ids).isPresent() ? " Allowed" : "; allowed")
                    + " are auto, " + String.join(", ", ids));
        }
    }

    /**
     * Draws what the runs of a plan would train.
     *
     * @throws InputException where something does not fit together, before anything is made
     */
    SuiteInspection inspect(SuiteProgress progress) {
        SuiteInspection inspection = SuiteInspection.of(progress.plan(), platform.catalog(), 0, 0);
        inspection.check();
        return inspection;
    }

    /** Prints what would be done. */
    int dryRun(SuiteProgress progress) {
        DryRun dry = new DryRun(progress, inspect(progress), past());
        if (json) {
            terminal.print(dry.document());
        } else {
            dry.lines().forEach(terminal::print);
        }
        return FINISHED;
    }

    private PastHours past() {
        if (!Files.isDirectory(workspace.runs())) {
            return new PastHours(List.of());
        }
        try (History history = History.open(workspace)) {
            return new PastHours(history.runs(RunQuery.all()).runs());
        }
    }

    /** Queues the runs of a plan and does them. */
    int run(SuiteProgress progress, ExecutionPolicy policy) throws InterruptedException {
        inspect(progress);
        Map<SuiteRun, RunFolder> folders = progress.queue(workspace, terminal.commandLine());
        return run(List.copyOf(folders.values()), policy);
    }

    /** Does runs that exist. */
    int run(List<RunFolder> runs, ExecutionPolicy policy) throws InterruptedException {
        ProgressLine line = new ProgressLine(terminal);
        ForegroundRuns foreground = new ForegroundRuns(
                workspace,
                new RunQueue(
                        workspace,
                        executor,
                        platform.claims(),
                        policy.retries(),
                        policy.onFailure() == ExecutionPolicy.OnFailure.FAIL_FAST),
                line);
        terminal.onInterrupt(
                () -> {
                    terminal.messages().println("\nstopping after this step, with a checkpoint; once more kills");
                    foreground.stop();
                },
                foreground::kill);
        Outcome outcome = foreground.run(runs);
        line.close();
        show(runs);
        return switch (outcome) {
            case FINISHED -> FINISHED;
            case FAILED -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    private void show(List<RunFolder> runs) {
        List<RunFolder> present =
                runs.stream().filter(run -> RunFolder.exists(workspace, run.id())).toList();
        List<String> ids = present.stream().map(RunFolder::id).toList();
        Optional<Path> sheet = ComparisonSheet.write(present, workspace.path().resolve("sheets"));
        try (History history = History.open(workspace)) {
            if (json) {
                ObjectNode document = JsonNodeFactory.instance.objectNode();
                ArrayNode list = document.putArray("runs");
                ids.forEach(id -> list.add(history.summary(id).toJson()));
                document.put("sheet", sheet.map(Path::toString).orElse(null));
                terminal.print(document);
                return;
            }
            List<String> shown = ids.subList(0, Math.min(ROWS_SHOWN, ids.size()));
            terminal.print("");
            new ResultTable(history, shown).lines().forEach(terminal::print);
            if (shown.size() < ids.size()) {
                terminal.print("and " + (ids.size() - shown.size()) + " more: retort runs");
            }
            sheet.filter(Files::exists).ifPresent(file -> terminal.print("\nSample sheet: " + file));
        }
    }
}
