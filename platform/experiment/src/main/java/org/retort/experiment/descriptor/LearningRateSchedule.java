package org.retort.experiment.descriptor;

/** How a learning rate falls during training; the first half is always at the full rate. */
public enum LearningRateSchedule {
    /** The same rate throughout. */
    CONSTANT {
        @Override
        public double factor(int step, int iterations) {
            return 1;
        }
    },
    /** Linearly to 0 over the second half (Choi et al. 2018, section 5). */
    LINEAR_TO_ZERO {
        @Override
        public double factor(int step, int iterations) {
            double half = iterations / 2.0;
            return step <= half ? 1 : Math.max(0, (iterations - step + 1) / (iterations - half + 1));
        }
    },
    /**
     * What the published code of yunjey/stargan does: of the {@code D} steps of the second half, every thousandth takes
     * {@code 1/D} of the rate away, so that 200,000 steps end at 0.999 of the rate they began with.
     */
    YUNJEY_COMPAT {
        @Override
        public double factor(int step, int iterations) {
            int decaySteps = iterations - iterations / 2;
            int decayBegins = iterations - decaySteps;
            int cuts = Math.max(0, (step - 1) / EVERY - decayBegins / EVERY);
            return 1 - cuts / (double) decaySteps;
        }
    };

    private static final int EVERY = 1000;

    /**
     * What the rate is multiplied with in a step.
     *
     * @param step from 1 to {@code iterations}
     * @param iterations steps of the whole training
     * @return from 0 to 1
     */
    public abstract double factor(int step, int iterations);
}
