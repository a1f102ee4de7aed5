package org.retort.host.internal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.retort.history.RunSummary;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort rm}. */
@Command(
        name = "rm",
        description = "Deletes runs with everything they made; all of them or, where one is running, none.",
        mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> ids;

    RemoveCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Workspace workspace = common.existingWorkspace();
        List<String> all = List.copyOf(new LinkedHashSet<>(ids));
        RunAnswer answer = new RunAnswer(terminal, workspace, common.json());
        List<RunSummary> before = answer.summaries(all);
        long bytes = all.stream().mapToLong(id -> size(RunFolder.open(workspace, id).path())).sum();
        platform.runs(workspace).delete(all);
        answer.print(before, run -> "run " + run.id() + ", " + run.name() + ", is deleted");
        if (!common.json()) {
            terminal.print(Numbers.figure(bytes, "bytes") + " freed");
        }
        return 0;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
