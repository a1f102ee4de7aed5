package org.retort.engine.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/**
 * Files in the safetensors format: eight bytes little-endian length of a JSON header, the header with each tensor's type,
 * shape and byte range, then the bytes. Only tensors of type F32 are read and written.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The format</a>
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final int ALIGNMENT = 8;
    private static final long LARGEST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 20;

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param tensors name to tensor, in the order of the header
     * @param metadata free texts
     */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {
        /** Keeps the order. */
        public Contents {
            tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /**
     * Reads a file.
     *
     * @throws InputException where it is missing, cut short, no safetensors file or holds other types than F32, naming
     *     the file
     */
    public static Contents read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long headerLength = size < LENGTH_BYTES ? -1 : bytes(channel, 0, LENGTH_BYTES, file).getLong();
            if (headerLength < 2 || headerLength > Math.min(LARGEST_HEADER, size - LENGTH_BYTES)) {
                throw new InputException(file + " has " + size + " bytes and no whole safetensors header; the file is"
                        + " cut short or of another kind");
            }
            String json = StandardCharsets.UTF_8
                    .decode(bytes(channel, LENGTH_BYTES, (int) headerLength, file))
                    .toString();
            SafetensorsHeader header = SafetensorsHeader.parse(json, file);
            long start = LENGTH_BYTES + headerLength;
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, SafetensorsHeader.Entry> entry : header.tensors().entrySet()) {
                tensors.put(entry.getKey(), tensor(channel, start, entry.getKey(), entry.getValue(), file));
            }
            return new Contents(tensors, header.metadata());
        } catch (NoSuchFileException e) {
            throw new InputException("there is no file " + file, e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a file: under a temporary name beside it, synced, then renamed, so the name never stands for half a file.
     *
     * @throws UncheckedIOException where it cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        Path absolute = file.toAbsolutePath();
        Path temporary = absolute.resolveSibling(absolute.getFileName() + ".tmp");
        try {
            Files.createDirectories(absolute.getParent());
            try {
                writeSynced(temporary, tensors, metadata);
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void writeSynced(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, header(tensors, metadata));
            for (Tensor tensor : tensors.values()) {
                writeValues(channel, tensor.data());
            }
            channel.force(true);
        }
    }

    private static ByteBuffer header(Map<String, Tensor> tensors, Map<String, String> metadata) {
        byte[] json = SafetensorsHeader.of(tensors, metadata).json().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        ByteBuffer buffer = buffer(LENGTH_BYTES + json.length + padding);
        buffer.putLong(json.length + padding).put(json);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        return buffer.flip();
    }

    private static void writeValues(FileChannel channel, float[] values) throws IOException {
        ByteBuffer buffer = buffer(Math.min(CHUNK, values.length * Float.BYTES));
        for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
            int count = Math.min(CHUNK / Float.BYTES, values.length - from);
            buffer.clear().limit(count * Float.BYTES);
            buffer.asFloatBuffer().put(values, from, count);
            writeAll(channel, buffer);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static Tensor tensor(
            FileChannel channel, long start, String name, SafetensorsHeader.Entry entry, Path file) throws IOException {
        long bytes = entry.end() - entry.begin();
        long elements = Tensor.elements(entry.shape());
        if (entry.begin() < 0 || bytes != elements * Float.BYTES || elements > Integer.MAX_VALUE - 8) {
            throw new InputException(file + ": tensor " + name + " holds bytes " + entry.begin() + " to " + entry.end()
                    + ", but its shape needs " + elements * Float.BYTES);
        }
        if (start + entry.end() > channel.size()) {
            throw new InputException(file + " is cut short: tensor " + name + " ends at byte " + (start + entry.end())
                    + " of " + channel.size());
        }
        float[] values = new float[(int) elements];
        for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
            int count = Math.min(CHUNK / Float.BYTES, values.length - from);
            long position = start + entry.begin() + (long) from * Float.BYTES;
            bytes(channel, position, count * Float.BYTES, file).asFloatBuffer().get(values, from, count);
        }
        return new Tensor(entry.shape(), values);
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length, Path file) throws IOException {
        ByteBuffer buffer = buffer(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new InputException(file + " is cut short at byte " + (position + buffer.position()));
            }
        }
        return buffer.flip();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
