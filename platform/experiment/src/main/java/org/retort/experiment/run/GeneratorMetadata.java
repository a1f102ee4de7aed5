package org.retort.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;

/**
 * What a generator's file tells beside its weights, so that nobody needs the data set who translates by it. In the file
 * each is a text: {@code run}, {@code name}, {@code label-kind} (attributes or classes), {@code labels} and
 * {@code exclusive} as JSON arrays, {@code channels}, {@code size}, {@code values} (always {@code [-1, 1]}) and
 * {@code crop}.
 *
 * @param run uuid of the run that trained it
 * @param name name of that run
 * @param format the shape of its images, whose values are in [-1, 1]
 * @param labels what it translates to, in the order of its label input
 * @param crop which part of a picture its images show, in words
 */
public record GeneratorMetadata(String run, String name, ImageFormat format, LabelSpace labels, String crop) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUN = "run";
    private static final String NAME = "name";
    private static final String LABEL_KIND = "label-kind";
    private static final String LABELS = "labels";
    private static final String EXCLUSIVE = "exclusive";
    private static final String CHANNELS = "channels";
    private static final String SIZE = "size";
    private static final String VALUES = "values";
    private static final String CROP = "crop";
    private static final List<String> KEYS =
            List.of(RUN, NAME, LABEL_KIND, LABELS, EXCLUSIVE, CHANNELS, SIZE, VALUES, CROP);
    private static final String VALUE_RANGE = "[-1, 1]";

    /** What there is to tell of a generator that was trained on a data set. */
    public static GeneratorMetadata of(String run, String name, ImageDataset dataset) {
        return new GeneratorMetadata(run, name, dataset.format(), dataset.labels(), dataset.crop());
    }

    /** The keys that texts lack; none where {@link #read} can read them. */
    public static List<String> missing(Map<String, String> texts) {
        return KEYS.stream().filter(key -> !texts.containsKey(key)).toList();
    }

    /**
     * Reads the texts of a file.
     *
     * @param texts of which none is {@link #missing}
     * @param file the file that they stand in, for messages
     * @throws InputException where one is not what it should be
     */
    public static GeneratorMetadata read(Map<String, String> texts, Path file) {
        try {
            if (!texts.get(VALUES).equals(VALUE_RANGE)) {
                throw new InputException(file + " is of a generator of images with values in " + texts.get(VALUES)
                        + "; only such with values in " + VALUE_RANGE + " can be used");
            }
            return new GeneratorMetadata(
                    texts.get(RUN),
                    texts.get(NAME),
                    new ImageFormat(Integer.parseInt(texts.get(CHANNELS)), Integer.parseInt(texts.get(SIZE))),
                    new LabelSpace(
                            LabelSpace.Kind.valueOf(texts.get(LABEL_KIND).toUpperCase(Locale.ROOT)),
                            List.of(JSON.readValue(texts.get(LABELS), String[].class)),
                            Arrays.stream(JSON.readValue(texts.get(EXCLUSIVE), String[][].class)).map(List::of).toList()),
                    texts.get(CROP));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new InputException(file + " has metadata that cannot be read: " + texts, e);
        }
    }

    /** The texts to write. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(RUN, run);
        texts.put(NAME, name);
        texts.put(LABEL_KIND, labels.kind().name().toLowerCase(Locale.ROOT));
        texts.put(LABELS, json(labels.names()));
        texts.put(EXCLUSIVE, json(labels.exclusive()));
        texts.put(CHANNELS, Integer.toString(format.channels()));
        texts.put(SIZE, Integer.toString(format.size()));
        texts.put(VALUES, VALUE_RANGE);
        texts.put(CROP, crop);
        return texts;
    }

    private static String json(List<?> list) {
        return JSON.valueToTree(list).toString();
    }
}
