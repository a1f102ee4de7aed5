package org.retort.dataset.fer2013;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a csv file, split at commas; fields hold no commas and may stand in double quotes. A byte order mark
 * and empty lines at the end of the file are left out.
 */
final class CsvLines {
    private final InputStream input;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private byte[] line = new byte[1 << 14];
    private int emptyLines;
    private List<String> waiting;

    CsvLines(InputStream input) {
        this.input = input;
    }

    /** The fields of the next line; null at the end. */
    List<String> next() throws IOException {
        if (emptyLines > 0) {
            emptyLines--;
            return List.of("");
        }
        if (waiting != null) {
            List<String> fields = waiting;
            waiting = null;
            return fields;
        }
        String text = read();
        while (text != null && text.isEmpty()) {
            emptyLines++;
            text = read();
        }
        if (text == null) {
            emptyLines = 0;
            return null;
        }
        List<String> fields = fields(text);
        if (emptyLines == 0) {
            return fields;
        }
        waiting = fields;
        emptyLines--;
        return List.of("");
    }

    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>(4);
        for (String field : (text.startsWith("\uFEFF") ? text.substring(1) : text).split(",", -1)) {
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            fields.add(quoted ? field.substring(1, field.length() - 1) : field);
        }
        return fields;
    }

    private String read() throws IOException {
        int length = 0;
        while (true) {
            if (position == end) {
                end = input.read(buffer);
                position = 0;
                if (end <= 0) {
                    end = 0;
                    return length == 0 ? null : text(length);
                }
            }
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            int count = position - from;
            if (length + count > line.length) {
                line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
            }
            System.arraycopy(buffer, from, line, length, count);
            length += count;
            if (position < end) {
                position++;
                return text(length);
            }
        }
    }

    private String text(int length) {
        int used = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, used, StandardCharsets.UTF_8);
    }
}
