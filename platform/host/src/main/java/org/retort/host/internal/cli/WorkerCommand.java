package org.retort.host.internal.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort worker}: what executors start; not for people. */
@Command(name = "worker", hidden = true, description = "Does one queued run.", mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    @Option(names = "--slot", paramLabel = "SLOT", description = "A slot of this machine to take; may be repeated.")
    private List<String> slots = List.of();

    WorkerCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = common.existingWorkspace();
        RunFolder run = RunFolder.open(workspace, id);
        terminal.onInterrupt(run::requestStop, () -> { });
        platform.workspacePlugins().load(workspace.plugins());
        RunState state = new Worker(
                        workspace, platform.locks(), platform.catalog(), platform.engines().get(), platform.facts())
                .run(id, slots);
        return switch (state) {
            case FINISHED -> 0;
            case FAILED -> FAILED;
            default -> INTERRUPTED;
        };
    }
}
