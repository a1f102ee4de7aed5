package org.retort.host.internal.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort resume}. */
@Command(
        name = "resume",
        description = "Goes on with runs that were stopped, failed or lost, from their last checkpoints: in the queue of the"
                + " process that serves the workspace, or else in the foreground.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ExecutorOption executor;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> ids;

    ResumeCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = common.existingWorkspace();
        List<String> all = List.copyOf(new LinkedHashSet<>(ids));
        // All are looked at before any is queued.
        all.forEach(platform.runs(workspace)::resumable);
        all.forEach(platform.runs(workspace)::resume);
        return new Again(platform, terminal, workspace, executor.of(platform, workspace), common.json()).run(all);
    }
}
