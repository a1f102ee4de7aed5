package org.retort.host.internal.cli;

import java.util.List;
import java.util.Optional;
import org.retort.experiment.suite.ExecutionPolicy;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Executor;
import org.retort.host.internal.work.Serving;

/** Does queued runs: left to the process that serves the workspace where there is one, else in the foreground. */
final class Again {
    private final Platform platform;
    private final Terminal terminal;
    private final Workspace workspace;
    private final Executor executor;
    private final boolean json;

    Again(Platform platform, Terminal terminal, Workspace workspace, Executor executor, boolean json) {
        this.platform = platform;
        this.terminal = terminal;
        this.workspace = workspace;
        this.executor = executor;
        this.json = json;
    }

    int run(List<String> ids) throws InterruptedException {
        Optional<String> server = Serving.address(workspace, platform.locks());
        if (server.isPresent()) {
            new RunAnswer(terminal, workspace, json)
                    .give(ids, run -> "run " + run.id() + " is queued; watch it at " + server.get());
            return 0;
        }
        List<RunFolder> runs = ids.stream().map(id -> RunFolder.open(workspace, id)).toList();
        return new Experiments(platform, terminal, workspace, executor, json)
                .run(runs, new ExecutionPolicy(ExecutionPolicy.OnFailure.KEEP_GOING, 0));
    }
}
