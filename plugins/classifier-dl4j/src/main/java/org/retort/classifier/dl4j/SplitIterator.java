package org.retort.classifier.dl4j;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.Split;
import org.retort.api.tensor.Tensor;

/** Batches of a split, shuffled anew and flipped at random for each epoch where there is a seed. */
final class SplitIterator implements DataSetIterator {
    private static final long serialVersionUID = 1;

    private final transient ClassifierTask task;
    private final Split split;
    private final int batch;
    private final boolean shuffled;
    private final transient Random random;
    private final int[] indices;
    private int next;

    /**
     * @param every which images are held out: each of this number; 0 for none
     * @param heldOut whether those are meant, or all others
     * @param seed of order and flips; negative for the split's own order without flips
     */
    SplitIterator(ClassifierTask task, Split split, int every, boolean heldOut, int batch, long seed) {
        this.task = task;
        this.split = split;
        this.batch = batch;
        this.shuffled = seed >= 0;
        this.random = new Random(seed);
        this.indices = IntStream.range(0, task.count(split))
                .filter(index -> every == 0 || (index % every == 0) == heldOut)
                .toArray();
        reset();
    }

    @Override
    public void reset() {
        next = 0;
        if (shuffled) {
            for (int i = indices.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = indices[i];
                indices[i] = indices[other];
                indices[other] = kept;
            }
        }
    }

    @Override
    public boolean hasNext() {
        return next < indices.length;
    }

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public DataSet next(int count) {
        int[] some = IntStream.range(next, Math.min(next + count, indices.length)).map(i -> indices[i]).toArray();
        next += some.length;
        Tensor images = task.images(split, some);
        if (shuffled) {
            flipSome(images);
        }
        return new DataSet(array(images), array(task.labels(split, some)));
    }

    private static INDArray array(Tensor tensor) {
        return Nd4j.create(tensor.data(), tensor.shape(), 'c');
    }

    /** Mirrors each image with a chance of one half, in place. */
    private void flipSome(Tensor images) {
        int width = images.size(3);
        int rows = images.size(1) * images.size(2);
        for (int image = 0; image < images.size(0); image++) {
            if (random.nextBoolean()) {
                for (int row = image * rows; row < (image + 1) * rows; row++) {
                    mirror(images.data(), row * width, width);
                }
            }
        }
    }

    private static void mirror(float[] values, int from, int width) {
        for (int left = from, right = from + width - 1; left < right; left++, right--) {
            float kept = values[left];
            values[left] = values[right];
            values[right] = kept;
        }
    }

    @Override
    public int inputColumns() {
        return task.format().bytes();
    }

    @Override
    public int totalOutcomes() {
        return task.labels().size();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public List<String> getLabels() {
        return task.labels().names();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        throw new UnsupportedOperationException("images come ready");
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return null;
    }
}
