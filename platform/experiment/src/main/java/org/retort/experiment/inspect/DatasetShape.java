package org.retort.experiment.inspect;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.data.SkipCount;

/**
 * What networks need to know of a data set to be drawn.
 *
 * @param format the shape of its images
 * @param labels its labels
 */
record DatasetShape(ImageFormat format, LabelSpace labels) {
    private static final int COLOURS = 3;

    /**
     * The shape of a data set, which is opened unless both numbers are given; no image is read.
     *
     * @param size height and width of the images, in px; 0 for those of the data set
     * @param labels the number of labels; 0 for those of the data set
     */
    static DatasetShape of(PluginUse dataset, int size, int labels) {
        if (size > 0 && labels > 0) {
            return new DatasetShape(new ImageFormat(COLOURS, size), numbered(labels));
        }
        try (ImageDataset opened = open((DatasetProvider<?>) dataset.plugin().service(), dataset.parameters())) {
            ImageFormat format = opened.format();
            return new DatasetShape(
                    size == 0 ? format : new ImageFormat(format.channels(), size),
                    labels == 0 ? opened.labels() : numbered(labels));
        }
    }

    private static LabelSpace numbered(int labels) {
        return LabelSpace.attributes(
                IntStream.rangeClosed(1, labels).mapToObj(number -> "label-" + number).toList(), java.util.List.of());
    }

    private static <P extends Record> ImageDataset open(DatasetProvider<P> provider, Record parameters) {
        return provider.open(
                provider.parameters().cast(parameters), new SkipCount(Path.of("").toAbsolutePath()));
    }
}
