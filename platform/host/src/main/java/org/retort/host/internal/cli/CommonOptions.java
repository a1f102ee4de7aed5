package org.retort.host.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
    private static final String DEFAULT = "workspace";

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = DEFAULT,
            description = "Folder of runs, plugins and decoded data sets; ./workspace by default.")
    private Path workspace;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    /** The workspace, whether or not there is anything in it. */
    Workspace workspace() {
        if (Files.exists(workspace) && !Files.isDirectory(workspace)) {
            throw new InputException("--workspace is " + workspace + ", which is a file; give a folder");
        }
        return new Workspace(workspace);
    }

    /**
     * The workspace of a command that makes none: a mistyped name must not become a folder.
     *
     * @throws InputException where it is not there
     */
    Workspace existingWorkspace() {
        Workspace existing = workspace();
        if (!Files.isDirectory(existing.path())) {
            throw new InputException("there is no workspace " + existing.path()
                    + "; name one by --workspace DIR, or make it: retort quickstart");
        }
        return existing;
    }

    /** What the commands that a message names need to find the workspace; empty for the default. */
    String workspaceOption() {
        return workspace.equals(Path.of(DEFAULT)) ? "" : " --workspace " + ShellWord.of(workspace);
    }

    boolean json() {
        return json;
    }
}
