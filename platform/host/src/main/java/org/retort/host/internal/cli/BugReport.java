package org.retort.host.internal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Keeps what is needed to mend a bug, out of the user's sight. */
final class BugReport {
    private final Path workspace;

    /** @param workspace where the file goes if it is there; else it goes to the folder for temporary files */
    BugReport(Path workspace) {
        this.workspace = workspace;
    }

    /** Writes the stack to a file; returns one line that tells what happened and where the file is. */
    String write(String commandLine, Throwable bug) {
        String what = bug.getMessage() == null ? bug.getClass().getSimpleName() : bug.getMessage().lines().findFirst().orElse("");
        String name = "retort-error-" + Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "") + "-"
                + ProcessHandle.current().pid() + ".txt";
        Path folder = Files.isWritable(workspace) ? workspace : Path.of(System.getProperty("java.io.tmpdir"));
        Path file = folder.resolve(name).toAbsolutePath().normalize();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            out.println(commandLine);
            out.println(System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch"));
            bug.printStackTrace(out);
        } catch (IOException e) {
            return "this is a bug: " + bug + "; where it happened could not be written to " + file + ": " + e.getMessage();
        }
        return "this is a bug: " + what + "; where it happened is in " + file;
    }
}
