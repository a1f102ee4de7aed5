package org.retort.engine.nd4j.internal;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** An op of ND4J's native library. */
final class NativeKernel implements Kernel {
    private final CustomOp op;
    private final OpContext context = Nd4j.getExecutioner().buildContext();

    NativeKernel(CustomOp op, List<INDArray> inputs, List<INDArray> outputs) {
        this.op = op;
        context.setInputArrays(inputs);
        context.setOutputArrays(outputs);
        context.setIArguments(op.iArgs());
        context.setTArguments(op.tArgs());
        context.setBArguments(op.bArgs());
        context.setDArguments(op.dArgs());
    }

    @Override
    public void run() {
        Nd4j.getExecutioner().exec(op, context);
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("op context of " + op.opName() + " cannot be closed", e);
        }
    }
}
