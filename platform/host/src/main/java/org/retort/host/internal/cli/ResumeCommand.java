package org.retort.host.internal.cli;

import java.util.concurrent.Callable;
import org.retort.host.internal.work.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort resume}. */
@Command(
        name = "resume",
        description = "Goes on with a run that was stopped, failed or lost, from its last checkpoint.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ExecutorOption executor;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    ResumeCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new Runs(common.workspace()).resume(id);
        return new Again(platform, terminal, common.workspace(), executor.of(common.workspace()), common.json())
                .run(id);
    }
}
