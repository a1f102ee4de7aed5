package org.retort.host.internal.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.retort.experiment.suite.Suite;
import org.retort.experiment.suite.SuiteProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort run}. */
@Command(
        name = "run",
        description = "Does an experiment or a suite in the foreground. Ctrl-C stops it with a checkpoint, twice kills.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ExecutorOption executor;

    @Parameters(paramLabel = "FILE", description = "The descriptor, a YAML file.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Puts a value into the descriptor, such as train.iterations=100; may be repeated.")
    private List<String> overrides = List.of();

    @Option(names = "--dry-run", description = "Only print what would be done.")
    private boolean dryRun;

    @Option(names = "--resume", description = "Skip finished runs of the descriptor and go on with the others.")
    private boolean resume;

    @Option(names = "--changed-ok", description = "With --resume: go on although the descriptor has changed.")
    private boolean changedAllowed;

    RunCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Experiments experiments = new Experiments(
                platform, terminal, common.workspace(), executor.of(platform, common.workspace()), common.json());
        Suite suite = experiments.read(file, overrides);
        SuiteProgress progress = experiments.plan(suite, new Experiments.Earlier(resume, changedAllowed));
        return dryRun ? experiments.dryRun(progress) : experiments.run(progress, suite.execution());
    }
}
