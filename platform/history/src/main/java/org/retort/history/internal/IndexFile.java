package org.retort.history.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.retort.history.HistoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the index with the logs beside it: opening it, and what to do when it is taken, broken or its disk is
 * full.
 */
public final class IndexFile {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);

    /** An index that fails with less space than this left on its disk fails for that, and is not broken. */
    private static final long NEEDED_BYTES = 8L << 20;

    private final Path file;
    private final Clock clock;
    private final ToLongFunction<Path> usableBytes;
    private volatile Optional<String> notice = Optional.empty();
    private boolean inMemory;

    public IndexFile(Path file, Clock clock) {
        this(file, clock, IndexFile::usableBytes);
    }

    /** @param usableBytes how much space is left on the disk of a folder */
    IndexFile(Path file, Clock clock, ToLongFunction<Path> usableBytes) {
        this.file = file;
        this.clock = clock;
        this.usableBytes = usableBytes;
    }

    /** What the user should know. */
    public Optional<String> notice() {
        return notice;
    }

    /** Opens the index; an empty one where there is none or it is broken, one in memory where the file is taken. */
    public Index open() {
        try {
            Files.createDirectories(file.getParent());
            return Index.open(file).orElseGet(this::inMemory);
        } catch (BrokenIndexException e) {
            return replaceBroken(e);
        } catch (IOException e) {
            throw new HistoryException("cannot create " + file.getParent() + ": " + e.getMessage(), e);
        }
    }

    /** Moves a broken index aside and opens an empty one. */
    public Index replaceBroken(Index broken, BrokenIndexException cause) {
        try {
            broken.abandon();
        } catch (BrokenIndexException e) {
            cause.addSuppressed(e);
        }
        return inMemory ? Index.inMemory() : replaceBroken(cause);
    }

    private static long usableBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new HistoryException("cannot tell the space left on the disk of " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the index and opens an empty one. */
    public Index recreate(Index old) {
        if (inMemory) {
            throw new HistoryException("the index cannot be rebuilt: " + notice.orElse(""));
        }
        try {
            old.abandon();
        } catch (BrokenIndexException e) {
            LOG.info("the old index could not be closed: {}", e.getMessage());
        }
        try {
            for (Path part : parts()) {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new HistoryException("cannot delete " + file + ": " + e.getMessage(), e);
        }
        return openEmpty();
    }

    private Index replaceBroken(BrokenIndexException cause) {
        long usable = usableBytes.applyAsLong(file.getParent());
        if (usable < NEEDED_BYTES) {
            inMemory = true;
            notice = Optional.of("The disk of " + file + " is full (" + usable + " bytes left), so the index cannot be"
                    + " kept there and the journals themselves are read. Free space, and start again.");
            LOG.warn("{} ({})", notice.get(), cause.getMessage());
            return Index.inMemory();
        }
        String suffix = ".broken-" + clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        try {
            for (Path part : parts()) {
                Files.move(part, free(part.getFileName().toString().replace(name(), name() + suffix)));
            }
        } catch (IOException e) {
            throw new HistoryException("cannot move the unreadable index " + file + " aside: " + e.getMessage(), e);
        }
        String message = "The index " + file + " was unreadable. It was rebuilt from the runs' journals, nothing is"
                + " lost; the old files are kept as " + name() + suffix + "* and can be deleted.";
        LOG.warn("{} ({})", message, cause.getMessage());
        notice = Optional.of(message);
        return openEmpty();
    }

    private Path free(String wanted) {
        Path path = file.resolveSibling(wanted);
        for (int i = 2; Files.exists(path); i++) {
            path = file.resolveSibling(wanted + "." + i);
        }
        return path;
    }

    private Index openEmpty() {
        return Index.open(file).orElseGet(this::inMemory);
    }

    private Index inMemory() {
        inMemory = true;
        notice = Optional.of("Another process has the index " + file + " open, so this one reads the journals"
                + " themselves, which takes longer with many runs; to change that, end the other (retort serve).");
        return Index.inMemory();
    }

    private String name() {
        return file.getFileName().toString();
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.filter(path -> path.getFileName().toString().equals(name())
                    || path.getFileName().toString().startsWith(name() + ".wal")).toList();
        }
    }
}
