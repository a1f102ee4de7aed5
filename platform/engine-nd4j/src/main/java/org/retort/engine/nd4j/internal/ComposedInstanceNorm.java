package org.retort.engine.nd4j.internal;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link org.retort.engine.op.InstanceNorm} in any type, composed of ND4J's ops; for gradient checks in 64 bits. */
final class ComposedInstanceNorm implements Kernel {
    private final List<INDArray> inputs;
    private final List<INDArray> outputs;
    private final double epsilon;

    ComposedInstanceNorm(List<INDArray> inputs, List<INDArray> outputs, double epsilon) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.epsilon = epsilon;
    }

    @Override
    public void run() {
        INDArray x = inputs.get(0);
        long[] shape = x.shape();
        INDArray mean = x.mean(true, 2, 3);
        INDArray centred = x.sub(mean);
        INDArray deviation = Transforms.pow(centred.mul(centred).mean(true, 2, 3).addi(epsilon), -0.5);
        INDArray gain = inputs.get(1).reshape(1, shape[1], 1, 1);
        INDArray bias = inputs.get(2).reshape(1, shape[1], 1, 1);
        outputs.get(0).assign(centred.mul(deviation).mul(gain).add(bias));
        outputs.get(1).assign(mean.reshape(shape[0], shape[1]));
        outputs.get(2).assign(deviation.reshape(shape[0], shape[1]));
    }
}
