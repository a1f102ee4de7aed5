package org.retort.host.internal.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort stop}. */
@Command(
        name = "stop",
        description = "Asks a run to stop at its next step, with a checkpoint; a queued one stops at once.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> ids;

    StopCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Workspace workspace = common.existingWorkspace();
        ids.forEach(platform.runs(workspace)::stop);
        new RunAnswer(terminal, workspace, common.json()).give(ids, run -> "run " + run.id()
                + (run.state() == RunState.RUNNING ? " stops at its next step" : " is " + run.state().text()));
        return 0;
    }
}
