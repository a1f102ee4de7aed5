package org.retort.host.internal.cli;

import java.nio.file.Path;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = "workspace",
            description = "Folder of runs, plugins and decoded data sets; ./workspace by default.")
    private Path workspace;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    Workspace workspace() {
        return new Workspace(workspace);
    }

    boolean json() {
        return json;
    }
}
