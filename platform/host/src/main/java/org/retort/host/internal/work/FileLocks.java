package org.retort.host.internal.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.retort.history.HistoryException;

/**
 * Locks on files by which processes keep out of each other's way; the operating system takes a lock back when its
 * process ends, however it ends. One object for a process. Safe for use by several threads.
 */
public final class FileLocks {
    private final Set<Path> held = new HashSet<>();

    /** A lock that is held until it is closed. */
    public final class Held implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;

        private Held(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() {
            release(file, channel);
        }
    }

    /**
     * Takes the lock on a file, which is created where it is missing.
     *
     * @return the lock; empty where this or another process has it
     * @throws HistoryException where the file system does not allow it
     */
    public synchronized Optional<Held> tryTake(Path file) {
        Path key = file.toAbsolutePath().normalize();
        // Asked before the file is opened: closing it again would give back the lock that this process has.
        if (held.contains(key)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            Files.createDirectories(key.getParent());
            channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            held.add(key);
            return Optional.of(new Held(key, channel));
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new HistoryException("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private synchronized void release(Path file, FileChannel channel) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new HistoryException("cannot give back the lock on " + file + ": " + e.getMessage(), e);
        } finally {
            held.remove(file);
        }
    }

    private static void closeQuietly(FileChannel channel, IOException failure) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
