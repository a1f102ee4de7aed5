package org.retort.history.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.retort.history.HistoryException;
import org.retort.history.internal.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a journal while it grows. Only whole lines are read; a torn one is left until it is whole or cut off. Lines
 * that are no events are skipped, logged and counted. Not safe for use by several threads.
 */
public final class JournalReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final RandomAccessFile in;
    private long offset;
    private long lastSeq;
    private int unreadable;

    /**
     * @param file the journal
     * @param offset where a line starts; the reader starts over when the journal no longer has a line starting there
     * @param afterSeq events up to this number are left out
     */
    JournalReader(Path file, long offset, long afterSeq) {
        this.file = file;
        this.offset = offset;
        this.lastSeq = afterSeq;
        try {
            this.in = new RandomAccessFile(file.toFile(), "r");
        } catch (IOException e) {
            throw new HistoryException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** All events since the last call. */
    public List<Event> poll() {
        return poll(Integer.MAX_VALUE);
    }

    /** The next events since the last call, at most {@code limit}. */
    public List<Event> poll(int limit) {
        List<Event> events = new ArrayList<>();
        try {
            restartWhenCut();
            byte[] buffer = new byte[BLOCK];
            int filled = 0;
            while (events.size() < limit) {
                in.seek(offset + filled);
                int count = in.read(buffer, filled, buffer.length - filled);
                if (count <= 0) {
                    break;
                }
                filled += count;
                int used = takeLines(buffer, filled, limit, events);
                offset += used;
                filled -= used;
                System.arraycopy(buffer, used, buffer, 0, filled);
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, buffer.length * 2);
                }
            }
        } catch (IOException e) {
            throw new HistoryException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return events;
    }

    /** Where the next line starts: with {@link #lastSeq} what another reader needs to go on from here. */
    public long offset() {
        return offset;
    }

    /** The number of the last event read. */
    public long lastSeq() {
        return lastSeq;
    }

    /** How many whole lines were no events. */
    public int unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new HistoryException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }

    private void restartWhenCut() throws IOException {
        if (offset == 0) {
            return;
        }
        boolean atLine = false;
        if (offset <= in.length()) {
            in.seek(offset - 1);
            atLine = in.read() == '\n';
        }
        if (!atLine) {
            LOG.info("{} no longer has a line starting at {}; reading it again from its start", file, offset);
            offset = 0;
        }
    }

    private int takeLines(byte[] buffer, int filled, int limit, List<Event> events) {
        int start = 0;
        for (int i = 0; i < filled && events.size() < limit; i++) {
            if (buffer[i] == '\n') {
                take(buffer, start, i - start, events);
                start = i + 1;
            }
        }
        return start;
    }

    private void take(byte[] buffer, int start, int length, List<Event> events) {
        Optional<Event> event = Json.parse(buffer, start, length).flatMap(Event::of);
        if (event.isEmpty()) {
            unreadable++;
            LOG.warn("{}: the line after event {} is not an event", file, lastSeq);
        } else if (event.get().seq() > lastSeq) {
            lastSeq = event.get().seq();
            events.add(event.get());
        }
    }
}
