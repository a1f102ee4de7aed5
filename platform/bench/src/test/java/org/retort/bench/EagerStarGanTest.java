package org.retort.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.bench.EagerStarGan.Sizes;

class EagerStarGanTest {
    private static final Sizes SMALL = new Sizes(16, 3, 3, 4, 8, 1, 3, true);

    private final Random random = new Random(1);
    private final float[] images = new float[SMALL.batch() * 3 * 16 * 16];
    private final float[] labels = new float[SMALL.batch() * 3];
    private final float[] shares = new float[SMALL.batch()];

    EagerStarGanTest() {
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * random.nextFloat() - 1;
        }
        for (int i = 0; i < SMALL.batch(); i++) {
            labels[3 * i + i % 3] = 1;
        }
    }

    /** A contender that did not learn, for stale weights under autocast or betas reversed, would be none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsLossesFall(boolean autocast) {
        try (EagerStarGan eager = new EagerStarGan(SMALL, autocast, 1)) {
            float first = eager.discriminatorStep(images, labels, labels, shares);
            float firstOfGenerator = eager.generatorStep(images, labels, labels);
            float last = first;
            float lastOfGenerator = firstOfGenerator;
            for (int step = 0; step < 150; step++) {
                for (int i = 0; i < shares.length; i++) {
                    shares[i] = random.nextFloat();
                }
                last = eager.discriminatorStep(images, labels, labels, shares);
                if (step % 5 == 4) {
                    lastOfGenerator = eager.generatorStep(images, labels, labels);
                }
            }

            assertThat(last).isLessThan(0.6f * first);
            assertThat(lastOfGenerator).isLessThan(firstOfGenerator);
        }
    }
}
