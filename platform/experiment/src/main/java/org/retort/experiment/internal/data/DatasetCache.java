package org.retort.experiment.internal.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.retort.api.data.ImageDataset;
import org.retort.api.plugin.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoded data sets, one folder each, named by the SHA-256 of the data set's fingerprint. A folder is made under another
 * name and renamed when it is whole, by one thread of one process at a time; one that does not match its checksums is
 * made again.
 */
public final class DatasetCache {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetCache.class);

    private static final long RETRY_NANOS = 20_000_000;

    private final Path folder;

    /**
     * @param folder where the decoded data sets are
     */
    public DatasetCache(Path folder) {
        this.folder = folder;
    }

    /**
     * The decoded form of a data set, made now unless it is there.
     *
     * @param context the context the data set was opened with
     * @param progress is told in words how far decoding is
     * @throws InputException where an image cannot be used, or the cache cannot be written
     */
    public DecodedDataset decoded(ImageDataset dataset, SkipCount context, Consumer<String> progress) {
        String key = key(dataset);
        Path entry = folder.resolve(key);
        try {
            Files.createDirectories(folder);
            // Somebody else may be decoding the same data set: the second waits and finds it done.
            try (FileChannel channel = FileChannel.open(
                    folder.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel);
                Optional<DecodedDataset> found = read(entry, dataset, progress);
                if (found.isPresent()) {
                    return found.get();
                }
                Path making = Files.createTempDirectory(folder, key + ".making-");
                try {
                    new DatasetWriter(making, dataset, context, progress).write();
                    Files.move(making, entry, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    delete(making);
                }
                return DatasetReader.read(entry, dataset);
            }
        } catch (IOException e) {
            throw new InputException("the decoded data set cannot be kept in " + folder + ": " + e.getMessage()
                    + "; free disk space or choose another workspace", e);
        }
    }

    /** Waits until neither another process nor another thread of this one has the lock, which closing gives back. */
    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                // Thrown at once where a thread of this process has it.
                if (Thread.currentThread().isInterrupted()) {
                    throw new FileLockInterruptionException();
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private Optional<DecodedDataset> read(Path entry, ImageDataset dataset, Consumer<String> progress)
            throws IOException {
        if (!Files.isDirectory(entry)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DatasetReader.read(entry, dataset));
        } catch (DamagedCacheException e) {
            String words = "the decoded data set in " + entry + " is damaged (" + e.getMessage() + "); decoding it again";
            LOG.warn(words);
            progress.accept(words);
            delete(entry);
            return Optional.empty();
        }
    }

    private static String key(ImageDataset dataset) {
        String text = DatasetWriter.VERSION + "\n" + dataset.fingerprint() + "\n" + dataset.format() + "\n"
                + dataset.labels();
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, 32);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
