package org.retort.host.internal.cli;

import java.util.concurrent.Callable;
import org.retort.host.internal.work.Runs;
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

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    RerunCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String made = new Runs(common.workspace()).rerun(id);
        return new Again(platform, terminal, common.workspace(), executor.of(common.workspace()), common.json())
                .run(made);
    }
}
