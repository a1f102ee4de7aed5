package org.retort.experiment.inspect;

import java.util.stream.IntStream;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.data.OpenedDataset;

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
        try (OpenedDataset opened = OpenedDataset.of(dataset)) {
            ImageFormat format = opened.images().format();
            return new DatasetShape(
                    size == 0 ? format : new ImageFormat(format.channels(), size),
                    labels == 0 ? opened.images().labels() : numbered(labels));
        }
    }

    private static LabelSpace numbered(int labels) {
        return LabelSpace.attributes(
                IntStream.rangeClosed(1, labels).mapToObj(number -> "label-" + number).toList(), java.util.List.of());
    }
}
