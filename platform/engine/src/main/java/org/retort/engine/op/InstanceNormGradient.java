package org.retort.engine.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.retort.api.plugin.InputException;

/**
 * The gradient of {@link InstanceNorm}, op {@code instance_norm_bp}. With {@code z = (x - mean) * deviation},
 * {@code g} the gradient of y, and means over height and width of one channel of one image:
 *
 * <pre>
 * gradient of x    = gain * deviation * (g - mean(g) - z * mean(g * z))
 * gradient of gain = sum over n, h, w of g * z
 * gradient of bias = sum over n, h, w of g
 * </pre>
 *
 * <p>Inputs: x {@code [N, C, H, W]}, gain {@code [C]}, mean {@code [N, C]}, inverse deviation {@code [N, C]}, gradient of
 * y {@code [N, C, H, W]}. Outputs: the gradients of x {@code [N, C, H, W]}, gain {@code [C]} and bias {@code [C]}.
 */
public final class InstanceNormGradient extends DynamicCustomOp {
    /** The name of the op. */
    public static final String NAME = "instance_norm_bp";

    InstanceNormGradient(
            SameDiff graph,
            SDVariable input,
            SDVariable gain,
            SDVariable mean,
            SDVariable inverseDeviation,
            SDVariable gradient) {
        super(NAME, graph, new SDVariable[] {input, gain, mean, inverseDeviation, gradient});
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return List.of(inputs.get(0), inputs.get(0), inputs.get(0));
    }

    @Override
    public List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
        long[] shape = context.getInputArray(0).shape();
        DataType type = context.getInputArray(0).dataType();
        LongShapeDescriptor channels = LongShapeDescriptor.fromShape(new long[] {shape[1]}, type);
        return List.of(LongShapeDescriptor.fromShape(shape, type), channels, channels);
    }

    /** Instance norm has no second derivative here. */
    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        throw new InputException("the gradient of instance norm cannot be differentiated again; a gradient penalty"
                + " needs a network without instance norm");
    }
}
