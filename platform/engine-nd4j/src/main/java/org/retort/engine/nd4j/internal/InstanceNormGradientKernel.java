package org.retort.engine.nd4j.internal;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link org.retort.engine.op.InstanceNormGradient} in 32-bit floats, with sums in 64 bits. */
final class InstanceNormGradientKernel implements Kernel {
    private final Rows rows;
    private final int channels;
    private final int count;
    private final int area;
    private final FloatBuffer input;
    private final FloatBuffer gain;
    private final FloatBuffer means;
    private final FloatBuffer deviations;
    private final FloatBuffer gradient;
    private final FloatBuffer inputGradient;
    private final FloatBuffer gainGradient;
    private final FloatBuffer biasGradient;
    private final double[] gainSums;
    private final double[] biasSums;

    InstanceNormGradientKernel(Rows rows, List<INDArray> inputs, List<INDArray> outputs) {
        long[] shape = inputs.get(0).shape();
        this.rows = rows;
        this.channels = (int) shape[1];
        this.count = Math.toIntExact(shape[0] * shape[1]);
        this.area = Math.toIntExact(shape[2] * shape[3]);
        input = HostMemory.of(inputs.get(0));
        gain = HostMemory.of(inputs.get(1));
        means = HostMemory.of(inputs.get(2));
        deviations = HostMemory.of(inputs.get(3));
        gradient = HostMemory.of(inputs.get(4));
        inputGradient = HostMemory.of(outputs.get(0));
        gainGradient = HostMemory.of(outputs.get(1));
        biasGradient = HostMemory.of(outputs.get(2));
        gainSums = new double[count];
        biasSums = new double[count];
    }

    @Override
    public void run() {
        rows.forEach(count, this::row);
        for (int channel = 0; channel < channels; channel++) {
            double gainSum = 0;
            double biasSum = 0;
            for (int row = channel; row < count; row += channels) {
                gainSum += gainSums[row];
                biasSum += biasSums[row];
            }
            gainGradient.put(channel, (float) gainSum);
            biasGradient.put(channel, (float) biasSum);
        }
    }

    private void row(int row) {
        float[] z = new float[area];
        float[] g = new float[area];
        input.get(row * area, z);
        gradient.get(row * area, g);
        float mean = means.get(row);
        float deviation = deviations.get(row);
        for (int i = 0; i < area; i++) {
            z[i] = (z[i] - mean) * deviation;
        }
        double sum = Sums.of(g);
        double product = Sums.ofProducts(g, z);
        biasSums[row] = sum;
        gainSums[row] = product;
        float scale = gain.get(row % channels) * deviation;
        float meanGradient = (float) (sum / area);
        float meanProduct = (float) (product / area);
        for (int i = 0; i < area; i++) {
            g[i] = scale * (g[i] - meanGradient - z[i] * meanProduct);
        }
        inputGradient.put(row * area, g);
    }
}
