package org.retort.engine.comparison;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Named tensors, written as text: {@code |} between images, {@code ;} between channels, {@code /} between rows. So
 * {@code "1 2 / 3 4"} is one image of one channel and two rows.
 */
final class GivenNumbers {
    private final Map<String, INDArray> tensors = new LinkedHashMap<>();

    /** Gives a tensor {@code [N, C, H, W]}. */
    GivenNumbers with(String name, String text) {
        List<String> images = parts(text, "\\|");
        List<String> channels = parts(images.get(0), ";");
        List<String> rows = parts(channels.get(0), "/");
        double[] values = Arrays.stream(text.split("[|;/\\s]+")).mapToDouble(Double::parseDouble).toArray();
        long width = values.length / (images.size() * channels.size() * rows.size());
        tensors.put(name, Nd4j.createFromArray(values)
                .castTo(DataType.DOUBLE)
                .reshape('c', images.size(), channels.size(), rows.size(), width));
        return this;
    }

    /** Gives one image {@code [1, 1, side, side]} of one value. */
    GivenNumbers plain(String name, int side, double value) {
        tensors.put(name, Nd4j.valueArrayOf(new long[] {1, 1, side, side}, value, DataType.DOUBLE));
        return this;
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.asList(text.trim().split(separator));
    }

    /** A tensor by its name; null where none is given. */
    INDArray get(String name) {
        return tensors.get(name);
    }

    /** The tensors whose names are the prefix and one more word. */
    Map<String, INDArray> below(String prefix) {
        Map<String, INDArray> found = new LinkedHashMap<>();
        tensors.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
