package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import org.retort.experiment.suite.ExecutionPolicy;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.Executor;
import org.retort.host.internal.work.Serving;

/** Does a queued run: left to the process that serves the workspace where there is one, else in the foreground. */
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

    int run(String id) {
        Optional<String> server = Serving.address(workspace);
        if (server.isPresent()) {
            if (json) {
                terminal.print(JsonNodeFactory.instance.objectNode().put("id", id).put("state", "queued"));
            } else {
                terminal.print("run " + id + " is queued; watch it at " + server.get() + "/runs/" + id);
            }
            return 0;
        }
        RunFolder run = RunFolder.open(workspace, id);
        return new Experiments(platform, terminal, workspace, executor, json)
                .run(List.of(run), new ExecutionPolicy(ExecutionPolicy.OnFailure.KEEP_GOING, 0));
    }
}
