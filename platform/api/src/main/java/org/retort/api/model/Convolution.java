package org.retort.api.model;

/**
 * The geometry of a convolution: square kernel, zero padding on all sides.
 *
 * @param kernel height and width of the kernel
 * @param stride step of the kernel; for a transposed convolution the enlargement
 * @param padding zeros on each side
 * @param bias whether a bias is added to each output channel
 */
public record Convolution(int kernel, int stride, int padding, boolean bias) {
    /** Without bias. */
    public static Convolution of(int kernel, int stride, int padding) {
        return new Convolution(kernel, stride, padding, false);
    }

    /** The same geometry with a bias. */
    public Convolution withBias() {
        return new Convolution(kernel, stride, padding, true);
    }

    /** Height or width of the output of a convolution. */
    public int outputSize(int inputSize) {
        return (inputSize + 2 * padding - kernel) / stride + 1;
    }

    /** Height or width of the output of a transposed convolution. */
    public int transposedOutputSize(int inputSize) {
        return (inputSize - 1) * stride - 2 * padding + kernel;
    }
}
