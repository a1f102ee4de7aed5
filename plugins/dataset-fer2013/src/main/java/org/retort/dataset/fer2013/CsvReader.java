package org.retort.dataset.fer2013;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.PlanarImage;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.dataset.fer2013.Fer2013Parameters.OnFault;

/**
 * Reads {@code fer2013.csv} and its variants, plain or gzipped: a line of column names, then one line an image. All
 * images are kept in memory, 2,304 bytes each.
 */
final class CsvReader {
    private static final int PIXELS = Face.SIZE * Face.SIZE;
    private static final Map<String, Split> USAGES =
            Map.of("training", Split.TRAIN, "publictest", Split.VALIDATION, "privatetest", Split.TEST);
    private static final List<String> USAGE_NAMES = List.of("Training", "PublicTest", "PrivateTest");

    private final Path file;
    private final OnFault damaged;
    private final DatasetContext context;
    private final Map<Split, List<Face>> faces = new EnumMap<>(Split.class);
    private int line;

    CsvReader(Path file, OnFault damaged, DatasetContext context) {
        this.file = file;
        this.damaged = damaged;
        this.context = context;
        for (Split split : Split.values()) {
            faces.put(split, new ArrayList<>());
        }
    }

    /** Reads the whole file. */
    Source read() {
        try (InputStream input = open()) {
            CsvLines lines = new CsvLines(input);
            List<String> header = lines.next();
            line = 1;
            if (header == null) {
                throw new InputException(file + " is empty; expected the columns emotion, pixels, Usage");
            }
            Columns columns = Columns.of(header, file);
            for (List<String> row = lines.next(); row != null; row = lines.next()) {
                line++;
                take(row, columns);
            }
        } catch (EOFException | ZipException e) {
            throw new InputException(file + " is cut off or damaged after line " + line + " (" + e.getMessage()
                    + "); fetch it again", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read after line " + line + ": " + e.getMessage(), e);
        }
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            if (faces.get(split).isEmpty()) {
                throw new InputException(file + " has no image with the Usage " + USAGE_NAMES.get(split.ordinal())
                        + " in its " + line + " lines; expected the whole file, 35,888 lines");
            }
        }
        return new Source(faces, Fingerprint.of(file));
    }

    private InputStream open() throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        plain.mark(2);
        boolean gzip = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        return gzip ? new GZIPInputStream(plain, 1 << 16) : plain;
    }

    private void take(List<String> row, Columns columns) {
        try {
            if (row.size() != columns.count()) {
                throw fault("has " + row.size() + " columns; expected " + columns.count());
            }
            Expression expression = expression(row.get(columns.emotion()).strip());
            Split split = split(row.get(columns.usage()).strip());
            byte[] pixels = pixels(row.get(columns.pixels()));
            faces.get(split).add(new Face("line " + line, expression,
                    () -> new PlanarImage(1, Face.SIZE, Face.SIZE, pixels)));
        } catch (InputException e) {
            if (damaged == OnFault.ERROR) {
                throw new InputException(e.getMessage() + "; mend the file, or set damaged: skip to leave such rows"
                        + " out", e);
            }
            context.skipped(file.getFileName() + " line " + line, e.getMessage());
        }
    }

    private Expression expression(String text) {
        for (Expression expression : Expression.values()) {
            if (text.equals(Integer.toString(expression.ordinal()))) {
                return expression;
            }
        }
        throw fault("has the emotion " + quoted(text) + "; expected " + Expression.numbers());
    }

    private Split split(String text) {
        Split split = USAGES.get(text.toLowerCase(Locale.ROOT));
        if (split == null) {
            throw fault("has the Usage " + quoted(text) + "; expected " + String.join(", ", USAGE_NAMES)
                    + NearestName.question(text, USAGE_NAMES));
        }
        return split;
    }

    private byte[] pixels(String text) {
        byte[] pixels = new byte[PIXELS];
        int count = 0;
        int at = 0;
        while (true) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at == text.length()) {
                break;
            }
            int end = at;
            int value = 0;
            while (end < text.length() && text.charAt(end) != ' ') {
                int digit = text.charAt(end) - '0';
                value = digit < 0 || digit > 9 || value > 255 ? Integer.MAX_VALUE / 16 : value * 10 + digit;
                end++;
            }
            if (value > 255) {
                throw fault("has the value " + quoted(text.substring(at, end)) + " as pixel " + (count + 1)
                        + "; expected whole numbers from 0 to 255");
            }
            if (count < PIXELS) {
                pixels[count] = (byte) value;
            }
            count++;
            at = end;
        }
        if (count != PIXELS) {
            throw fault("has " + count + " pixel values; expected " + PIXELS + " (48 x 48)");
        }
        return pixels;
    }

    private InputException fault(String what) {
        return new InputException(file + ", line " + line + " " + what);
    }

    private static String quoted(String text) {
        return "`" + (text.length() > 20 ? text.substring(0, 20) + "..." : text) + "`";
    }

    /** Where the columns are; names are compared without spaces around them and without letter case. */
    private record Columns(int emotion, int pixels, int usage, int count) {
        static Columns of(List<String> header, Path file) {
            List<String> names =
                    header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
            for (String wanted : List.of("emotion", "pixels", "usage")) {
                if (!names.contains(wanted)) {
                    String found = String.join(", ", header);
                    throw new InputException(file + ", line 1 has no column " + wanted + " but "
                            + quoted(found.length() > 60 ? found.substring(0, 60) : found)
                            + "; expected the columns emotion, pixels, Usage in any order");
                }
            }
            return new Columns(
                    names.indexOf("emotion"), names.indexOf("pixels"), names.indexOf("usage"), names.size());
        }
    }
}
