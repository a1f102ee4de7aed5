package org.retort.engine.op;

import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.retort.api.plugin.InputException;

/**
 * ND4J's op {@code deconv2d_bp}, the gradient of {@link TransposedConvolution}. Inputs: x, weight, bias where there is
 * one, gradient of the output. Outputs: the gradients of x, weight and, where there is one, bias. {@code iArgs} are those
 * of {@link TransposedConvolution}.
 */
public final class TransposedConvolutionGradient extends DynamicCustomOp {
    /** The name of the op. */
    public static final String NAME = "deconv2d_bp";

    TransposedConvolutionGradient(SameDiff graph, long[] geometry, SDVariable... inputs) {
        super(NAME, graph, inputs);
        addIArgument(geometry);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return args().length - 1;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return Collections.nCopies(getNumOutputs(), inputs.get(0));
    }

    /** A transposed convolution has no second derivative here. */
    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        throw new InputException("the gradient of a transposed convolution cannot be differentiated again; a gradient"
                + " penalty needs a network without transposed convolutions");
    }
}
