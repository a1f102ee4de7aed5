package org.retort.classifier.dl4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.tensor.Tensor;

/** A data set as a task, each image read from its plugin once. */
final class Faces implements ClassifierTask {
    /** A context that allows no image to be left out. */
    static final DatasetContext CONTEXT = new DatasetContext() {
        @Override
        public Path resolve(Path path) {
            return path;
        }

        @Override
        public void skipped(String name, String reason) {
            throw new AssertionError(name + ": " + reason);
        }
    };

    final List<Map<String, Double>> told = new ArrayList<>();
    private final ImageDataset dataset;
    private final Map<Split, Sample[]> read = new EnumMap<>(Split.class);
    private int batches;
    private int most = Integer.MAX_VALUE;

    Faces(ImageDataset dataset) {
        this.dataset = dataset;
    }

    /** Once so many batches are read, somebody has asked to stop. */
    void askToStopAfter(int batches) {
        most = batches;
    }

    @Override
    public LabelSpace labels() {
        return dataset.labels();
    }

    @Override
    public ImageFormat format() {
        return dataset.format();
    }

    @Override
    public int count(Split split) {
        return dataset.count(split);
    }

    @Override
    public Tensor images(Split split, int[] indices) {
        batches++;
        int bytes = format().bytes();
        Tensor images = Tensor.zeros(indices.length, format().channels(), format().size(), format().size());
        for (int i = 0; i < indices.length; i++) {
            byte[] pixels = sample(split, indices[i]).pixels();
            for (int j = 0; j < bytes; j++) {
                images.data()[i * bytes + j] = (pixels[j] & 0xFF) / 127.5f - 1;
            }
        }
        return images;
    }

    @Override
    public Tensor labels(Split split, int[] indices) {
        Tensor labels = Tensor.zeros(indices.length, labels().size());
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(sample(split, indices[i]).label(), 0, labels.data(), i * labels().size(), labels().size());
        }
        return labels;
    }

    private Sample sample(Split split, int index) {
        Sample[] samples = read.computeIfAbsent(split, key -> new Sample[count(key)]);
        if (samples[index] == null) {
            samples[index] = dataset.read(split, index).orElseThrow();
        }
        return samples[index];
    }

    @Override
    public long seed() {
        return 1;
    }

    @Override
    public boolean stopRequested() {
        return batches >= most;
    }

    @Override
    public void progress(int epoch, int epochs, Map<String, Double> values) {
        told.add(values);
    }
}
