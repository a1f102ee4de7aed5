package org.retort.history.journal;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The last line before a position in a file.
 *
 * @param start where it starts
 * @param whole whether it ends in a line end
 * @param bytes its content without the line end
 */
record TailLine(long start, boolean whole, byte[] bytes) {
    private static final int BLOCK = 8192;

    /** The line that ends at {@code position}, which is above 0. */
    static TailLine before(RandomAccessFile file, long position) throws IOException {
        file.seek(position - 1);
        boolean whole = file.read() == '\n';
        long contentEnd = whole ? position - 1 : position;
        long start = lineStart(file, contentEnd);
        byte[] bytes = new byte[Math.toIntExact(contentEnd - start)];
        file.seek(start);
        file.readFully(bytes);
        return new TailLine(start, whole, bytes);
    }

    private static long lineStart(RandomAccessFile file, long contentEnd) throws IOException {
        long blockEnd = contentEnd;
        byte[] block = new byte[BLOCK];
        while (blockEnd > 0) {
            int length = (int) Math.min(BLOCK, blockEnd);
            file.seek(blockEnd - length);
            file.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return blockEnd - length + i + 1;
                }
            }
            blockEnd -= length;
        }
        return 0;
    }
}
