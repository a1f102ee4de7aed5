package org.retort.engine.program;

/**
 * Settings of Adam (Kingma and Ba 2015, algorithm 1).
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 */
public record AdamSettings(double beta1, double beta2, double epsilon) {
    /** What StarGAN uses: 0.5, 0.999, 1e-8. */
    public static final AdamSettings STARGAN = new AdamSettings(0.5, 0.999, 1e-8);
}
