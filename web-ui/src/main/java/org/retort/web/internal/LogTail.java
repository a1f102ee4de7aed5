package org.retort.web.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The end of a log. */
final class LogTail {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private LogTail() {}

    /** The last lines, of at most four megabytes; nothing where there is no log yet. */
    static byte[] of(Path log, int lines) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - MOST_BYTES);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_BYTES));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
                continue;
            }
            byte[] end = Arrays.copyOf(buffer.array(), buffer.position());
            int from = end.length;
            int found = 0;
            while (from > 0 && (end[from - 1] != '\n' || from == end.length || ++found < lines)) {
                from--;
            }
            return Arrays.copyOfRange(end, from, end.length);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }
}
