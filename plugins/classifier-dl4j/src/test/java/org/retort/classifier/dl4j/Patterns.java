package org.retort.classifier.dl4j;

import java.util.List;
import java.util.Map;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;
import org.retort.api.random.RandomStream;
import org.retort.api.tensor.Tensor;

/**
 * Images of 16 px that are plain, striped or chequered, in noise: three classes that few steps tell apart.
 *
 * @param noise its standard deviation
 * @param told what training has told of its epochs
 */
record Patterns(int train, int validation, float noise, List<Map<String, Double>> told) implements ClassifierTask {
    private static final int SIZE = 16;

    @Override
    public LabelSpace labels() {
        return LabelSpace.classes(List.of("plain", "striped", "chequered"));
    }

    @Override
    public ImageFormat format() {
        return new ImageFormat(1, SIZE);
    }

    @Override
    public int count(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> 30;
        };
    }

    @Override
    public Tensor images(Split split, int[] indices) {
        Tensor images = Tensor.zeros(indices.length, 1, SIZE, SIZE);
        for (int i = 0; i < indices.length; i++) {
            RandomStream random = RandomStream.of(1, split.name(), indices[i]);
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                int row = pixel / SIZE / 2 % 2;
                int column = pixel % SIZE / 2 % 2;
                int dark = switch (indices[i] % 3) {
                    case 0 -> 0;
                    case 1 -> row;
                    default -> row ^ column;
                };
                images.data()[i * SIZE * SIZE + pixel] = (float) (dark * 0.8 - 0.4 + noise * random.nextGaussian());
            }
        }
        return images;
    }

    @Override
    public Tensor labels(Split split, int[] indices) {
        Tensor labels = Tensor.zeros(indices.length, 3);
        for (int i = 0; i < indices.length; i++) {
            labels.data()[i * 3 + indices[i] % 3] = 1;
        }
        return labels;
    }

    @Override
    public long seed() {
        return 1;
    }

    @Override
    public boolean stopRequested() {
        return false;
    }

    @Override
    public void progress(int epoch, int epochs, Map<String, Double> values) {
        told.add(values);
    }
}
