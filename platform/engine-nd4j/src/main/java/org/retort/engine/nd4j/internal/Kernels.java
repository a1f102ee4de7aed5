package org.retort.engine.nd4j.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.op.InstanceNormGradient;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;

/** Finds the kernel of each op. */
final class Kernels {
    private final Rows rows;
    private final Set<String> natives = Nd4j.getExecutioner().getCustomOperations().keySet();

    Kernels(Rows rows) {
        this.rows = rows;
    }

    Kernel bind(Schedule schedule, Step step, List<INDArray> inputs, List<INDArray> outputs) {
        String name = step.op().opName();
        boolean floats = outputs.get(0).dataType() == DataType.FLOAT;
        if (name.equals(InstanceNorm.NAME)) {
            double epsilon = ((InstanceNorm) step.op()).tArgs()[0];
            return floats
                    ? new InstanceNormKernel(rows, inputs, outputs, epsilon)
                    : new ComposedInstanceNorm(inputs, outputs, epsilon);
        }
        if (name.equals(InstanceNormGradient.NAME)) {
            return floats
                    ? new InstanceNormGradientKernel(rows, inputs, outputs)
                    : new ComposedInstanceNormGradient(inputs, outputs);
        }
        if (step.op() instanceof DynamicCustomOp op) {
            if (!natives.contains(name)) {
                throw new InputException(schedule.describe(step) + " has no kernel in engine nd4j; its native library does not"
                        + " know the op");
            }
            return gradientOfInputAlone(step)
                    ? inputGradient(op, inputs, outputs)
                    : new NativeKernel(op, inputs, outputs);
        }
        if (step.op() instanceof Op op) {
            return new LegacyKernel(op, inputs, outputs);
        }
        throw new InputException(schedule.describe(step) + " is of kind " + step.op().getClass().getSimpleName()
                + ", for which engine nd4j has no kernel");
    }

    /** A frozen network's convolution passes a gradient to its input while nobody reads that of its weight. */
    private static boolean gradientOfInputAlone(Step step) {
        return step.op().opName().equals("conv2d_bp") && step.reads(0) && step.read().size() == 1;
    }

    private static Kernel inputGradient(DynamicCustomOp op, List<INDArray> inputs, List<INDArray> outputs) {
        long[] geometry = op.iArgs();
        INDArray gradient = inputs.get(inputs.size() - 1);
        long height = (gradient.size(2) - 1) * geometry[2] - 2 * geometry[4] + geometry[0];
        long width = (gradient.size(3) - 1) * geometry[3] - 2 * geometry[5] + geometry[1];
        boolean plain = geometry.length > 10 && geometry[6] == 1 && geometry[7] == 1 && geometry[8] == 0
                && geometry[9] == 0 && geometry[10] == 1;
        INDArray output = outputs.get(0);
        if (!plain || output.size(2) != height || output.size(3) != width) {
            return new NativeKernel(op, inputs, outputs);
        }
        DynamicCustomOp transposed = DynamicCustomOp.builder("deconv2d").addIntegerArguments(
                Arrays.stream(geometry).mapToInt(Math::toIntExact).toArray()).build();
        return new NativeKernel(transposed, List.of(gradient, inputs.get(1)), List.of(output));
    }
}
