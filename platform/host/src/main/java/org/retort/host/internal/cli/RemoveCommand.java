package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.retort.history.journal.RunFolder;
import org.retort.host.internal.work.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort rm}. */
@Command(
        name = "rm",
        description = "Deletes runs with everything they made; all of them or, where one is running, none.",
        mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> ids;

    RemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long bytes = ids.stream().mapToLong(id -> size(RunFolder.open(common.workspace(), id).path())).sum();
        new Runs(common.workspace()).delete(ids);
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("bytes", bytes);
            ids.forEach(document.putArray("deleted")::add);
            terminal.print(document);
        } else {
            terminal.print("deleted " + ids.size() + " run" + (ids.size() == 1 ? "" : "s") + ", "
                    + Numbers.figure(bytes, "bytes") + " freed");
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
