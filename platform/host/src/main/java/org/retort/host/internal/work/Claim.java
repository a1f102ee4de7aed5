package org.retort.host.internal.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.retort.history.HistoryException;

/** A lock on a file that the system gives back when its process dies: the right to do something alone. */
public final class Claim implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private Claim(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Claims a file, which is made where it is missing.
     *
     * @return empty where somebody has it
     * @throws HistoryException where the file system does not allow it
     */
    public static Optional<Claim> of(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Another claim of this very process.
                lock = null;
            }
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Claim(channel, lock));
        } catch (IOException e) {
            throw new HistoryException(file + " cannot be locked: " + e.getMessage(), e);
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new HistoryException("a lock cannot be given back: " + e.getMessage(), e);
        }
    }
}
