package org.retort.engine.nd4j.internal;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link org.retort.engine.op.InstanceNormGradient} in any type, composed of ND4J's ops. */
final class ComposedInstanceNormGradient implements Kernel {
    private final List<INDArray> inputs;
    private final List<INDArray> outputs;

    ComposedInstanceNormGradient(List<INDArray> inputs, List<INDArray> outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public void run() {
        long[] shape = inputs.get(0).shape();
        INDArray gain = inputs.get(1).reshape(1, shape[1], 1, 1);
        INDArray mean = inputs.get(2).reshape(shape[0], shape[1], 1, 1);
        INDArray deviation = inputs.get(3).reshape(shape[0], shape[1], 1, 1);
        INDArray g = inputs.get(4);
        INDArray z = inputs.get(0).sub(mean).mul(deviation);
        INDArray projected = z.mul(g.mul(z).mean(true, 2, 3));
        outputs.get(0).assign(g.sub(g.mean(true, 2, 3)).sub(projected).mul(deviation).mul(gain));
        outputs.get(1).assign(g.mul(z).sum(0, 2, 3));
        outputs.get(2).assign(g.sum(0, 2, 3));
    }
}
