package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.engine.comparison.StarGanTraining.Preset;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Precision;

class TrainingOnBothEnginesTest {
    private static final Preset SMALL = new Preset(16, 3, 3, 4, 8, 1, 3, true);

    /** Discriminator losses of 200 steps, with a generator step after every fifth. */
    private static List<Float> losses(EngineSession session) {
        try (session) {
            StarGanTraining training = new StarGanTraining(session, SMALL);
            List<Float> losses = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                losses.add(training.discriminatorStep(step));
                if (step % 5 == 4) {
                    training.generatorStep(step);
                }
            }
            return losses;
        }
    }

    /**
     * Rounding differs, and training carries differences on, so that they grow with the steps. In 32 bits they stay under
     * 0.1 % of the first loss for 50 steps and under 5 % for 200; convolutions in bfloat16 stay under 10 %.
     */
    @Test
    void twoHundredStepsStayTogether() {
        List<Float> expected = losses(Engines.nd4j());
        List<Float> found = losses(Engines.libtorch(Precision.FLOAT32));
        List<Float> mixed = losses(Engines.libtorch(Precision.BFLOAT16_MIXED));

        assertThat(expected.get(199)).isLessThan(0.5f * expected.get(0));
        assertThat(apart(expected, found, 50)).isLessThan(1e-3);
        assertThat(apart(expected, found, 200)).isLessThan(0.05);
        assertThat(apart(expected, mixed, 200)).isLessThan(0.1);
    }

    /** The largest difference of the first steps' losses, relative to the first loss. */
    private static double apart(List<Float> expected, List<Float> found, int steps) {
        double apart = 0;
        for (int step = 0; step < steps; step++) {
            apart = Math.max(apart, Math.abs(found.get(step) - expected.get(step)));
        }
        return apart / Math.abs(expected.get(0));
    }
}
