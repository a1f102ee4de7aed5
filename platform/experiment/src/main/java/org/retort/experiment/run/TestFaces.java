package org.retort.experiment.run;

import java.util.ArrayList;
import java.util.List;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Target;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.training.Translator;

/** Images of a split as batches with the labels of one target each. */
final class TestFaces {
    private final DecodedSplit split;
    private final ImageFormat format;
    private final LabelSpace labels;

    TestFaces(DecodedSplit split, ImageFormat format, LabelSpace labels) {
        this.split = split;
        this.format = format;
        this.labels = labels;
    }

    /** The names of the targets that every image is translated to. */
    List<String> targetNames() {
        return labels.targets(new float[labels.size()]).stream().map(Target::name).toList();
    }

    List<String> names(int from, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(split.name(from + i));
        }
        return names;
    }

    /** {@code [count, C, H, W]}, values in [-1, 1]. */
    Tensor images(int from, int count) {
        Tensor images = Tensor.zeros(count, format.channels(), format.size(), format.size());
        for (int i = 0; i < count; i++) {
            split.copy(from + i, false, images.data(), i * format.bytes());
        }
        return images;
    }

    /** {@code [count, L]}. */
    Tensor labels(int from, int count) {
        return labels(from, count, -1);
    }

    /**
     * {@code [count, L]}.
     *
     * @param target which of the images' targets
     */
    Tensor labels(int from, int count, int target) {
        Tensor tensor = Tensor.zeros(count, labels.size());
        for (int i = 0; i < count; i++) {
            float[] own = split.label(from + i);
            float[] label = target < 0 ? own : labels.targets(own).get(target).label();
            System.arraycopy(label, 0, tensor.data(), i * label.length, label.length);
        }
        return tensor;
    }

    /** For each of the first images a row of its translations to all targets, each {@code [C, H, W]}. */
    List<List<Tensor>> translations(Translator translator, int count) {
        List<List<Tensor>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new ArrayList<>());
        }
        Tensor images = images(0, count);
        for (int target = 0; target < targetNames().size(); target++) {
            Tensor translated = translator.translate(images, labels(0, count, target));
            for (int i = 0; i < count; i++) {
                rows.get(i).add(translated.slice(i));
            }
        }
        return rows;
    }
}
