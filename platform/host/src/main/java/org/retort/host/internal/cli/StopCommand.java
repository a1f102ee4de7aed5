package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.host.internal.work.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort stop}. */
@Command(
        name = "stop",
        description = "Asks a run to stop at its next step, with a checkpoint; a queued one stops at once.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new Runs(common.workspace()).stop(id);
        RunState state = RunFolder.open(common.workspace(), id).state();
        if (common.json()) {
            terminal.print(JsonNodeFactory.instance.objectNode().put("id", id).put("state", state.text()));
        } else {
            terminal.print("run " + id + (state == RunState.RUNNING ? " stops at its next step" : " is " + state.text()));
        }
        return 0;
    }
}
