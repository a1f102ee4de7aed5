package org.retort.dataset.celeba;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;

/**
 * Reads one list: a line an image, fields apart by any number of spaces, as published, or by commas, as on Kaggle.
 * Line ends may be of Windows or Unix.
 */
final class ListReader {
    private final NamedText text;
    private int line;

    ListReader(NamedText text) {
        this.text = text;
    }

    /**
     * The attributes of each image, in the order of the file.
     *
     * @param wanted the attributes to read
     * @return by image, {@code [wanted]} values in {0, 1}
     */
    Map<String, float[]> attributes(List<String> wanted) {
        Map<String, float[]> labels = new LinkedHashMap<>();
        try (BufferedReader reader = text.reader()) {
            List<String> first = next(reader);
            int announced = -1;
            if (first.size() == 1) {
                announced = number(first.get(0), "the number of images");
                first = next(reader);
            }
            List<String> names = new ArrayList<>(first);
            if (!names.isEmpty() && names.get(0).equals("image_id")) {
                names.remove(0);
            }
            int[] columns = columns(wanted, names);
            for (List<String> fields = next(reader); !fields.isEmpty(); fields = next(reader)) {
                if (fields.size() != names.size() + 1) {
                    throw fault("has " + fields.size() + " fields; expected an image and " + names.size()
                            + " values of -1 or 1");
                }
                if (labels.put(fields.get(0), label(fields, columns, names)) != null) {
                    throw fault("lists " + fields.get(0) + " again");
                }
            }
            if (announced >= 0 && announced != labels.size()) {
                throw new InputException(text.name() + " has " + labels.size() + " images, but its first line says "
                        + announced + "; fetch the file again");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return labels;
    }

    private int[] columns(List<String> wanted, List<String> names) {
        int[] columns = new int[wanted.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = names.indexOf(wanted.get(i));
            if (columns[i] < 0 && !names.contains("Male") && !names.contains("Young")) {
                throw fault("does not name attributes; expected 5_o_Clock_Shadow, Arched_Eyebrows and so on");
            }
            if (columns[i] < 0) {
                throw new InputException("attributes names " + wanted.get(i) + "; " + text.name() + " has "
                        + String.join(", ", names) + NearestName.question(wanted.get(i), names));
            }
        }
        return columns;
    }

    private float[] label(List<String> fields, int[] columns, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String value = fields.get(i + 1);
            if (!value.equals("1") && !value.equals("-1")) {
                throw fault("has `" + value + "` for " + names.get(i) + "; expected -1 or 1");
            }
        }
        float[] label = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            label[i] = fields.get(columns[i] + 1).equals("1") ? 1 : 0;
        }
        return label;
    }

    /** The split of each image by the official partition. */
    Map<String, Split> partition() {
        Map<String, Split> splits = new HashMap<>();
        numbers("0 (train), 1 (validation) or 2 (test)", 2)
                .forEach((image, number) -> splits.put(image, Split.values()[number]));
        return splits;
    }

    /** The number of the person in each image. */
    Map<String, Integer> identities() {
        return numbers("the number of a person", Integer.MAX_VALUE);
    }

    private Map<String, Integer> numbers(String expected, int highest) {
        Map<String, Integer> numbers = new HashMap<>();
        try (BufferedReader reader = text.reader()) {
            for (List<String> fields = next(reader); !fields.isEmpty(); fields = next(reader)) {
                if (line == 1 && fields.get(0).equals("image_id")) {
                    continue;
                }
                if (fields.size() != 2) {
                    throw fault("has " + fields.size() + " fields; expected an image and " + expected);
                }
                int number = number(fields.get(1), expected);
                if (number > highest) {
                    throw fault("has `" + fields.get(1) + "`; expected " + expected);
                }
                if (numbers.put(fields.get(0), number) != null) {
                    throw fault("lists " + fields.get(0) + " again");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    /** The fields of the next line; none at the end of the file. */
    private List<String> next(BufferedReader reader) throws IOException {
        String content = reader.readLine();
        line++;
        if (content == null) {
            return List.of();
        }
        List<String> fields = new ArrayList<>(48);
        StringTokenizer tokens = new StringTokenizer(content, " ,\t\uFEFF");
        while (tokens.hasMoreTokens()) {
            fields.add(tokens.nextToken());
        }
        if (fields.isEmpty()) {
            int empty = line;
            if (!next(reader).isEmpty()) {
                line = empty;
                throw fault("is empty; expected an image and its values");
            }
        }
        return fields;
    }

    private int number(String field, String expected) {
        if (!field.matches("\\d{1,9}")) {
            throw fault("has `" + field + "`; expected " + expected);
        }
        return Integer.parseInt(field);
    }

    private InputException fault(String what) {
        return new InputException(text.name() + ", line " + line + " " + what);
    }
}
