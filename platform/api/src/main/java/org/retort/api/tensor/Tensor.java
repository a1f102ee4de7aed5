package org.retort.api.tensor;

import java.util.Arrays;

/**
 * An array of 32-bit floats on the host, in row-major order: images are {@code [N, C, H, W]} with values in [-1, 1],
 * labels {@code [N, L]} with values in {0, 1}. The array is not copied: whoever hands a tensor over does not change
 * it any more.
 *
 * @param shape the lengths of the axes; empty for a scalar
 * @param data the values
 */
public record Tensor(long[] shape, float[] data) {
    /** Checks that the shape holds as many values as there are. */
    public Tensor {
        long expected = elements(shape);
        if (expected != data.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + expected + " values, not " + data.length);
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(long... shape) {
        return new Tensor(shape, new float[Math.toIntExact(elements(shape))]);
    }

    /** A scalar. */
    public static Tensor scalar(float value) {
        return new Tensor(new long[0], new float[] {value});
    }

    /** The number of values that a shape holds. */
    public static long elements(long... shape) {
        long product = 1;
        for (long length : shape) {
            product = Math.multiplyExact(product, length);
        }
        return product;
    }

    /** The length of one axis. */
    public int size(int axis) {
        return Math.toIntExact(shape[axis]);
    }

    /** The only value of a scalar, or of a tensor with one element. */
    public float scalarValue() {
        if (data.length != 1) {
            throw new IllegalStateException("shape " + Arrays.toString(shape) + " is no scalar");
        }
        return data[0];
    }

    /** A copy of one entry along the first axis; its shape is this shape without that axis. */
    public Tensor slice(int index) {
        int length = data.length / size(0);
        return new Tensor(
                Arrays.copyOfRange(shape, 1, shape.length),
                Arrays.copyOfRange(data, index * length, (index + 1) * length));
    }
}
