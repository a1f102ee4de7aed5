package org.retort.engine.nd4j.internal;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link org.retort.engine.op.InstanceNorm} in 32-bit floats, with sums in 64 bits. */
final class InstanceNormKernel implements Kernel {
    private final Rows rows;
    private final int channels;
    private final int count;
    private final int area;
    private final double epsilon;
    private final FloatBuffer input;
    private final FloatBuffer gain;
    private final FloatBuffer bias;
    private final FloatBuffer output;
    private final FloatBuffer means;
    private final FloatBuffer deviations;

    InstanceNormKernel(Rows rows, List<INDArray> inputs, List<INDArray> outputs, double epsilon) {
        long[] shape = inputs.get(0).shape();
        this.rows = rows;
        this.channels = (int) shape[1];
        this.count = Math.toIntExact(shape[0] * shape[1]);
        this.area = Math.toIntExact(shape[2] * shape[3]);
        this.epsilon = epsilon;
        input = HostMemory.of(inputs.get(0));
        gain = HostMemory.of(inputs.get(1));
        bias = HostMemory.of(inputs.get(2));
        output = HostMemory.of(outputs.get(0));
        means = HostMemory.of(outputs.get(1));
        deviations = HostMemory.of(outputs.get(2));
    }

    @Override
    public void run() {
        rows.forEach(count, this::row);
    }

    private void row(int row) {
        float[] x = new float[area];
        input.get(row * area, x);
        float mean = (float) (Sums.of(x) / area);
        for (int i = 0; i < area; i++) {
            x[i] -= mean;
        }
        float deviation = (float) (1 / Math.sqrt(Sums.ofProducts(x, x) / area + epsilon));
        float scale = deviation * gain.get(row % channels);
        float shift = bias.get(row % channels);
        for (int i = 0; i < area; i++) {
            x[i] = x[i] * scale + shift;
        }
        output.put(row * area, x);
        means.put(row, mean);
        deviations.put(row, deviation);
    }
}
