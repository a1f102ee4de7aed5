package org.retort.host.internal.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort rerun}. */
@Command(
        name = "rerun",
        description = "Does a run once more, with the same descriptor and seed, as a new run.",
        mixinStandardHelpOptions = true)
final class RerunCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ExecutorOption executor;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> ids;

    RerunCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = common.existingWorkspace();
        List<String> made = List.copyOf(new LinkedHashSet<>(ids)).stream()
                .map(platform.runs(workspace)::rerun)
                .toList();
        return new Again(platform, terminal, workspace, executor.of(platform, workspace), common.json()).run(made);
    }
}
