package org.retort.experiment.internal.data;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;

/** Ten training images of 4 px whose pixels are their number; counts how often one is decoded. */
final class DrawnDataset implements ImageDataset {
    private final DatasetContext context;
    private final int broken;
    private final AtomicInteger reads = new AtomicInteger();

    /**
     * @param broken index of an image that is left out; -1 for none
     */
    DrawnDataset(DatasetContext context, int broken) {
        this.context = context;
        this.broken = broken;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public LabelSpace labels() {
        return LabelSpace.classes(List.of("even", "odd"));
    }

    @Override
    public ImageFormat format() {
        return new ImageFormat(1, 4);
    }

    @Override
    public int count(Split split) {
        return split == Split.TRAIN ? 10 : 0;
    }

    @Override
    public Optional<Sample> read(Split split, int index) {
        reads.incrementAndGet();
        if (index == broken) {
            context.skipped("image" + index, "no picture");
            return Optional.empty();
        }
        byte[] pixels = new byte[16];
        java.util.Arrays.fill(pixels, (byte) index);
        return Optional.of(new Sample("image" + index, pixels, index % 2 == 0 ? new float[] {1, 0} : new float[] {0, 1}));
    }

    @Override
    public String fingerprint() {
        return "drawn " + broken;
    }
}
