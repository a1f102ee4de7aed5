package org.retort.history.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOError;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.Supplier;
import org.mapdb.DB;
import org.mapdb.DBException;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;
import org.retort.history.internal.RunRecord.Point;

/**
 * The stored copy of all journals: a record a run, and its metric points in chunks. Keys are texts and values bytes
 * of our own form, the first of which is a version. Not safe for use by several threads. Whatever MapDB throws, reads
 * and writes throw {@link BrokenIndexException}.
 */
public final class Index implements AutoCloseable {
    /** Points in a chunk; all chunks of a metric but the last are full. */
    static final int CHUNK = 256;

    private static final byte VERSION = 1;
    private static final int POINT_BYTES = Long.BYTES + Double.BYTES;

    private final DB db;
    private final ConcurrentNavigableMap<String, byte[]> records;
    private final ConcurrentNavigableMap<String, byte[]> chunks;
    private boolean changed;

    private Index(DB db) {
        this.db = db;
        this.records = map("runs");
        this.chunks = map("points");
    }

    private ConcurrentNavigableMap<String, byte[]> map(String name) {
        return db.treeMap(name, Serializer.STRING, Serializer.BYTE_ARRAY).valuesOutsideNodesEnable().createOrOpen();
    }

    /**
     * Opens the index in a file; empty when another process or thread has it open.
     *
     * @throws BrokenIndexException if the file is none, or is broken
     */
    public static Optional<Index> open(Path file) {
        return guarded(() -> {
            DB db;
            try {
                db = DBMaker.fileDB(file.toFile()).transactionEnable().make();
            } catch (DBException.FileLocked e) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Index(db));
            } catch (RuntimeException | AssertionError | IOError e) {
                db.close();
                throw e;
            }
        });
    }

    /** An index that lives as long as this process. */
    public static Index inMemory() {
        return new Index(DBMaker.memoryDB().make());
    }

    /** All records. */
    public List<RunRecord> records() {
        return guarded(() -> {
            List<RunRecord> all = new ArrayList<>();
            records.values().forEach(bytes -> all.add(decode(bytes)));
            return all;
        });
    }

    /** The record of a run; empty when there is none. */
    public Optional<RunRecord> record(String id) {
        return guarded(() -> Optional.ofNullable(records.get(id)).map(Index::decode));
    }

    /** Stores a record and the points added to it since it was stored. */
    public void put(String id, RunRecord record) {
        changed = true;
        guarded(() -> {
            for (Map.Entry<String, List<Point>> entry : record.takeNewPoints().entrySet()) {
                append(id, entry.getKey(), record.count(entry.getKey()) - entry.getValue().size(), entry.getValue());
            }
            byte[] json = Json.line(record.document());
            records.put(id, ByteBuffer.allocate(json.length + 1).put(VERSION).put(json).array());
            return null;
        });
    }

    /** All points of a metric of a run in the order of their events. */
    public List<Point> points(String id, String metric, long count) {
        return guarded(() -> {
            List<Point> points = new ArrayList<>();
            chunks.subMap(key(id, metric, 0), key(id, metric, Long.MAX_VALUE)).values()
                    .forEach(bytes -> points.addAll(decodePoints(bytes)));
            check(points.size() == count, "metric " + metric + " of run " + id + " has " + points.size()
                    + " points instead of " + count);
            return points;
        });
    }

    /** Forgets a run. */
    public void remove(String id) {
        changed = true;
        guarded(() -> {
            records.remove(id);
            // Each key starts with the id and a zero character; the character after zero ends the range.
            List.copyOf(chunks.subMap(id + '\0', id + '\1').keySet()).forEach(chunks::remove);
            return null;
        });
    }

    /** Makes what was changed durable. */
    public void commit() {
        if (changed) {
            guarded(() -> {
                db.commit();
                return null;
            });
            changed = false;
        }
    }

    /** Commits and closes. */
    @Override
    public void close() {
        commit();
        guarded(() -> {
            db.close();
            return null;
        });
    }

    /** Closes without keeping anything, for an index that is broken anyway. */
    public void abandon() {
        guarded(() -> {
            db.close();
            return null;
        });
    }

    private void append(String id, String metric, long before, List<Point> points) {
        long number = before / CHUNK;
        int filled = (int) (before % CHUNK);
        List<Point> chunk = new ArrayList<>();
        if (filled > 0) {
            byte[] stored = chunks.get(key(id, metric, number));
            chunk.addAll(stored == null ? List.of() : decodePoints(stored));
            check(chunk.size() == filled, "a chunk of metric " + metric + " of run " + id + " has " + chunk.size()
                    + " points instead of " + filled);
        }
        for (Point point : points) {
            chunk.add(point);
            if (chunk.size() == CHUNK) {
                chunks.put(key(id, metric, number++), encode(chunk));
                chunk.clear();
            }
        }
        if (!chunk.isEmpty()) {
            chunks.put(key(id, metric, number), encode(chunk));
        }
    }

    private static String key(String id, String metric, long number) {
        return id + '\0' + metric + '\0' + String.format("%019d", number);
    }

    private static byte[] encode(List<Point> points) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + points.size() * POINT_BYTES).put(VERSION);
        points.forEach(point -> buffer.putLong(point.step()).putDouble(point.value()));
        return buffer.array();
    }

    private static List<Point> decodePoints(byte[] bytes) {
        check(bytes.length % POINT_BYTES == 1 && bytes[0] == VERSION, "a chunk of points is of another version");
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        List<Point> points = new ArrayList<>();
        while (buffer.hasRemaining()) {
            points.add(new Point(buffer.getLong(), buffer.getDouble()));
        }
        return points;
    }

    private static RunRecord decode(byte[] bytes) {
        check(bytes.length > 0 && bytes[0] == VERSION, "a record is of another version");
        Optional<ObjectNode> document = Json.parse(bytes, 1, bytes.length - 1);
        check(document.isPresent(), "a record is not readable: " + bytes.length + " bytes starting with "
                + Arrays.toString(Arrays.copyOf(bytes, 8)));
        return new RunRecord(document.get());
    }

    private static void check(boolean sound, String message) {
        if (!sound) {
            throw new BrokenIndexException(message, null);
        }
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (BrokenIndexException e) {
            throw e;
        } catch (RuntimeException | AssertionError | IOError e) {
            throw new BrokenIndexException(String.valueOf(e.getMessage()), e);
        }
    }
}
