package org.retort.bench.internal;

import java.util.Random;
import org.retort.api.tensor.Tensor;
import org.retort.bench.EagerStarGan.Sizes;
import org.retort.experiment.training.Batch;

/** One batch of noise with labels, the same for all contenders: what a step costs does not depend on what it sees. */
final class Samples {
    private Samples() {}

    static Batch of(Sizes sizes) {
        Random random = new Random(1);
        Tensor images = Tensor.zeros(sizes.batch(), sizes.channels(), sizes.size(), sizes.size());
        for (int i = 0; i < images.data().length; i++) {
            images.data()[i] = 2 * random.nextFloat() - 1;
        }
        Tensor labels = Tensor.zeros(sizes.batch(), sizes.labels());
        Tensor targets = Tensor.zeros(sizes.batch(), sizes.labels());
        for (int i = 0; i < sizes.batch(); i++) {
            labels.data()[i * sizes.labels() + i % sizes.labels()] = 1;
            targets.data()[i * sizes.labels() + (i + 1) % sizes.labels()] = 1;
        }
        return new Batch(images, labels, targets);
    }
}
