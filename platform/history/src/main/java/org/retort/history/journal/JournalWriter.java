package org.retort.history.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.retort.history.HistoryException;
import org.retort.history.internal.Json;
import org.retort.history.internal.ThisProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends events to a journal. An event is handed to the operating system when {@code append} returns, so it survives
 * the death of this process; {@code state} events are on the disk by then. One process at a time may write a journal.
 * Safe for use by several threads.
 */
public final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    /** Locked instead of the content, so that readers are never kept out where locks are mandatory. */
    private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

    private final Path file;
    private final Clock clock;
    // Not a FileChannel: interrupting a thread that writes to a channel closes it.
    private final RandomAccessFile out;
    private long lastSeq;
    private long end;

    /**
     * Opens a journal to go on after its last whole event. What follows that event is cut off.
     *
     * @throws HistoryException if another process writes it, or the file system does not allow it
     */
    JournalWriter(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        RandomAccessFile opened = null;
        try {
            opened = new RandomAccessFile(file.toFile(), "rw");
            lock(opened, file);
            seekEnd(opened);
            this.out = opened;
        } catch (IOException e) {
            closeQuietly(opened, e);
            throw new HistoryException("cannot write " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(opened, e);
            throw e;
        }
    }

    /**
     * Appends an event.
     *
     * @param type what happened
     * @param body the fields of that type, without {@code seq}, {@code time} and {@code type}
     * @return the event as it was written
     * @throws HistoryException if it could not be written; the journal is then as before
     */
    public synchronized Event append(String type, ObjectNode body) {
        if (body.has("seq") || body.has("time") || body.has("type")) {
            throw new IllegalArgumentException("seq, time and type are the journal's own: " + body);
        }
        Event event = new Event(lastSeq + 1, clock.instant().truncatedTo(ChronoUnit.MILLIS), type, body.deepCopy());
        byte[] json = Json.line(event.toJson());
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        try {
            out.write(line);
            if (type.equals(Event.STATE)) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            undo(e);
            throw new HistoryException("cannot append to " + file + ": " + e.getMessage(), e);
        }
        end += line.length;
        lastSeq++;
        return event;
    }

    /**
     * Appends a {@code state} event. One for {@link RunState#RUNNING} gets this process's {@code pid} and
     * {@code host}, by which others see whether it is still there.
     *
     * @param state any but {@link RunState#LOST}, which is never written
     * @param message for people; may be empty
     * @param more further fields, such as {@code error}
     */
    public Event state(RunState state, String message, ObjectNode more) {
        if (state == RunState.LOST) {
            throw new IllegalArgumentException("a run does not say of itself that it is lost");
        }
        ObjectNode body = Json.object();
        body.put("state", state.text());
        body.put("message", message);
        if (state == RunState.RUNNING) {
            body.put("pid", ThisProcess.pid());
            body.put("host", ThisProcess.host());
        }
        body.setAll(more);
        return append(Event.STATE, body);
    }

    /** The number of the last event; 0 for an empty journal. */
    public synchronized long lastSeq() {
        return lastSeq;
    }

    @Override
    public synchronized void close() {
        try {
            out.getFD().sync();
            out.close();
        } catch (IOException e) {
            throw new HistoryException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }

    private static void lock(RandomAccessFile opened, Path file) throws IOException {
        FileLock lock;
        try {
            lock = opened.getChannel().tryLock(LOCK_POSITION, 1, false);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new HistoryException(file + " is being written by another process or thread; a run has one writer"
                    + " at a time. Wait until it ends, or stop it.");
        }
    }

    private void seekEnd(RandomAccessFile opened) throws IOException {
        long size = opened.length();
        long position = size;
        Optional<Event> last = Optional.empty();
        while (position > 0 && last.isEmpty()) {
            TailLine line = TailLine.before(opened, position);
            last = line.whole() ? Json.parse(line.bytes(), 0, line.bytes().length).flatMap(Event::of)
                    : Optional.empty();
            if (last.isEmpty()) {
                position = line.start();
            }
        }
        if (position < size) {
            LOG.warn("{}: cut off {} bytes after event {}, which a dying process left half-written", file,
                    size - position, last.map(Event::seq).orElse(0L));
            opened.setLength(position);
        }
        opened.seek(position);
        end = position;
        lastSeq = last.map(Event::seq).orElse(0L);
    }

    private void undo(IOException failure) {
        try {
            out.setLength(end);
            out.seek(end);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void closeQuietly(RandomAccessFile opened, Exception failure) {
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
