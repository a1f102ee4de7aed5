package org.retort.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The framework's own folder, one for each process so that many can run at once; gone when the process ends. What
 * killed processes left behind, the next one removes: the lock on a folder tells whether its process lives.
 */
final class FrameworkFolder implements AutoCloseable {
    private static final String PREFIX = "retort-framework-";

    private final Path folder;
    private final FileChannel lock;

    private FrameworkFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @param parent such as the folder for temporary files */
    static FrameworkFolder create(Path parent) {
        try {
            removeLeftOvers(parent);
            // The lock is there before the folder, so that nobody takes a new folder for a left-over.
            Path lockFile = Files.createTempFile(parent, PREFIX, ".lock");
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            channel.lock();
            Path folder = Files.createDirectory(folderOf(lockFile));
            FrameworkFolder made = new FrameworkFolder(folder, channel);
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "remove " + folder.getFileName()));
            return made;
        } catch (IOException e) {
            throw new LaunchException("cannot make a folder for the framework in " + parent + " (" + e
                    + "); give another by -Djava.io.tmpdir=FOLDER in the environment variable RETORT_JAVA_OPTIONS", e);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            delete(folder);
            Files.deleteIfExists(lockOf(folder));
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }

    private static void removeLeftOvers(Path parent) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(parent)) {
            locks = files.filter(file -> file.getFileName().toString().matches(PREFIX + ".*\\.lock"))
                    .filter(Files::isWritable)
                    .toList();
        }
        for (Path file : locks) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock mine = channel.tryLock()) {
                Path folder = folderOf(file);
                // A lock file without a folder may be one that another process makes at this moment.
                if (mine != null && Files.exists(folder)) {
                    delete(folder);
                    Files.deleteIfExists(file);
                }
            } catch (IOException | OverlappingFileLockException e) {
                // Another process, or another framework of this one, has it or removes it.
                continue;
            }
        }
    }

    private static Path folderOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - ".lock".length()));
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
