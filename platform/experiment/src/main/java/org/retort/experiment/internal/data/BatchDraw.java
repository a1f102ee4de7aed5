package org.retort.experiment.internal.data;

import org.retort.api.plugin.InputException;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.training.Batch;

/**
 * Draws the batch of any step: images in an order that is shuffled anew for each pass over the split, mirrored or not,
 * with target labels that are a permutation of the batch's labels. What a step gets depends on seed and step alone, so
 * a run that is resumed sees what it would have seen. For one thread.
 */
public final class BatchDraw {
    private final DecodedSplit split;
    private final int size;
    private final boolean flip;
    private final long seed;
    private final long[] imageShape;
    private long pass = -1;
    private int[] order;

    /**
     * @param data whose training split is drawn from
     * @param size images in a batch
     * @param flip whether images are mirrored with probability one half
     * @throws InputException where the split is smaller than a batch
     */
    public BatchDraw(DecodedDataset data, DecodedSplit split, int size, boolean flip, long seed) {
        if (split.count() < size) {
            throw new InputException("train.batch is " + size + ", but the data set has only " + split.count()
                    + " training images");
        }
        this.split = split;
        this.size = size;
        this.flip = flip;
        this.seed = seed;
        this.imageShape = new long[] {size, data.format().channels(), data.format().size(), data.format().size()};
    }

    /**
     * The batch of a step.
     *
     * @param step from 1 on
     */
    public Batch of(long step) {
        Tensor images = Tensor.zeros(imageShape);
        int bytes = images.data().length / size;
        int labels = split.label(0).length;
        Tensor own = Tensor.zeros(size, labels);
        Tensor targets = Tensor.zeros(size, labels);
        RandomStream mirror = RandomStream.of(seed, "flip", step);
        int[] permutation = RandomStream.of(seed, "target", step).permutation(size);
        for (int i = 0; i < size; i++) {
            int index = index((step - 1) * size + i);
            split.copy(index, flip && mirror.nextBoolean(), images.data(), i * bytes);
            System.arraycopy(split.label(index), 0, own.data(), i * labels, labels);
        }
        for (int i = 0; i < size; i++) {
            System.arraycopy(own.data(), permutation[i] * labels, targets.data(), i * labels, labels);
        }
        return new Batch(images, own, targets);
    }

    private int index(long position) {
        long wanted = position / split.count();
        if (wanted != pass) {
            pass = wanted;
            order = RandomStream.of(seed, "order", wanted).permutation(split.count());
        }
        return order[(int) (position % split.count())];
    }
}
