package org.retort.bench.internal;

import java.util.Optional;
import java.util.Random;
import org.retort.bench.EagerStarGan;
import org.retort.experiment.training.Batch;

/** StarGAN on eager LibTorch. */
final class EagerContender implements Contender {
    static final String ENGINE = "eager";
    static final String FLOAT32 = "float32";
    static final String AUTOCAST = "autocast-bfloat16";

    private final EagerStarGan model;
    private final boolean autocast;
    private final Batch batch;
    private final Random random = new Random(1);
    private final float[] shares;
    private final Losses discriminator = new Losses();
    private final Losses generator = new Losses();

    EagerContender(Preset preset, boolean autocast, int threads) {
        this.model = new EagerStarGan(preset.sizes(), autocast, threads);
        this.autocast = autocast;
        this.batch = Samples.of(preset.sizes());
        this.shares = new float[preset.sizes().batch()];
    }

    @Override
    public String engine() {
        return ENGINE;
    }

    @Override
    public String precision() {
        return autocast ? AUTOCAST : FLOAT32;
    }

    @Override
    public void cycle() {
        float[] images = batch.images().data();
        float[] labels = batch.labels().data();
        float[] targets = batch.targets().data();
        for (int step = 0; step < CRITIC_STEPS; step++) {
            for (int i = 0; i < shares.length; i++) {
                shares[i] = random.nextFloat();
            }
            discriminator.add(model.discriminatorStep(images, labels, targets, shares));
        }
        generator.add(model.generatorStep(images, labels, targets));
    }

    @Override
    public Optional<Profile> profile() {
        return Optional.empty();
    }

    @Override
    public Losses discriminator() {
        return discriminator;
    }

    @Override
    public Losses generator() {
        return generator;
    }

    @Override
    public void close() {
        model.close();
    }
}
