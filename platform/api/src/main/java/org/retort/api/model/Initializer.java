package org.retort.api.model;

/**
 * How a parameter starts.
 *
 * @param kind the distribution
 * @param bound for {@link Kind#UNIFORM}, the largest magnitude; otherwise the constant
 */
public record Initializer(Kind kind, double bound) {
    /** Distributions of first values. */
    public enum Kind {
        /** Uniform in [-bound, bound]. */
        UNIFORM,
        /** The constant {@code bound}. */
        CONSTANT
    }

    /** Every value 0. */
    public static final Initializer ZEROS = new Initializer(Kind.CONSTANT, 0);

    /** Every value 1. */
    public static final Initializer ONES = new Initializer(Kind.CONSTANT, 1);

    /**
     * PyTorch's default for convolutions, weights and biases alike: uniform within 1/sqrt(fanIn).
     *
     * @param fanIn input channels (per group) times kernel area; for a transposed convolution output channels times
     *     kernel area, as PyTorch computes it
     */
    public static Initializer fanIn(long fanIn) {
        return new Initializer(Kind.UNIFORM, 1 / Math.sqrt(fanIn));
    }
}
