package org.retort.history.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.retort.history.HistoryException;

/** Files that are either as they were or wholly new, whatever happens while they are written. */
public final class AtomicFile {
    private AtomicFile() {
    }

    /**
     * Writes beside the file, syncs, then renames over it.
     *
     * @throws HistoryException if the file system does not allow it
     */
    public static void write(Path file, byte[] content) {
        replace(file, content, true);
    }

    /**
     * The same without syncing, for what is worthless after a power loss.
     *
     * @throws HistoryException if the file system does not allow it
     */
    public static void writeUnsynced(Path file, byte[] content) {
        replace(file, content, false);
    }

    private static void replace(Path file, byte[] content, boolean sync) {
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(temporary,
                    StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (sync) {
                    channel.force(true);
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException inner) {
                e.addSuppressed(inner);
            }
            throw new HistoryException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
