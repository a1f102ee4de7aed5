package org.retort.engine.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Instance normalisation (Ulyanov et al. 2016), op {@code instance_norm}: each channel of each image is brought to mean
 * 0 and variance 1 over height and width, then scaled and shifted.
 *
 * <pre>
 * mean[n,c]      = mean of x[n,c,:,:]
 * deviation[n,c] = 1 / sqrt(mean of (x[n,c,:,:] - mean[n,c])^2 + epsilon)
 * y[n,c,h,w]     = (x[n,c,h,w] - mean[n,c]) * deviation[n,c] * gain[c] + bias[c]
 * </pre>
 *
 * <p>Inputs: x {@code [N, C, H, W]}, gain {@code [C]}, bias {@code [C]}. Outputs: y {@code [N, C, H, W]}, mean
 * {@code [N, C]}, inverse deviation {@code [N, C]}; no gradient flows through the latter two. {@code tArgs[0]} is
 * epsilon.
 */
public final class InstanceNorm extends DynamicCustomOp {
    /** The name of the op. */
    public static final String NAME = "instance_norm";

    /** Adds the op to a graph. */
    public InstanceNorm(SameDiff graph, SDVariable input, SDVariable gain, SDVariable bias, double epsilon) {
        super(NAME, graph, new SDVariable[] {input, gain, bias});
        addTArgument(epsilon);
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
        LongShapeDescriptor statistics = LongShapeDescriptor.fromShape(new long[] {shape[0], shape[1]}, type);
        return List.of(LongShapeDescriptor.fromShape(shape, type), statistics, statistics);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable[] outputs = outputVariables();
        return List.of(new InstanceNormGradient(
                        sameDiff, arg(0), arg(1), outputs[1], outputs[2], gradients.get(0))
                .outputVariables());
    }
}
