package org.retort.experiment.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.retort.api.plugin.InputException;

/** Writes files that a user has named: whole or not at all. */
final class OutputFile {
    /** Writes what the file is to hold. */
    interface Content {
        void write(Path file) throws IOException;
    }

    private OutputFile() {}

    /**
     * Writes under a temporary name beside the file, which is then renamed, or deleted where that fails.
     *
     * @throws InputException where the file cannot be written, with the reason
     */
    static void write(Path file, Content content) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder; name a file");
        }
        Path absolute = file.toAbsolutePath();
        Path temporary = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.createDirectories(absolute.getParent());
            try {
                content.write(temporary);
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (UncheckedIOException e) {
            throw refusal(file, e.getCause());
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    private static InputException refusal(Path file, IOException reason) {
        return new InputException(file + " cannot be written (" + reason + "); name another file by --out", reason);
    }
}
