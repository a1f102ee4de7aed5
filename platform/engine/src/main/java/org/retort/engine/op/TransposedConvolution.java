package org.retort.engine.op;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.retort.api.model.Convolution;

/**
 * ND4J's op {@code deconv2d} with weights {@code [inputs, outputs, k, k]}, a layout that ND4J's kernels take but its own
 * class cannot ask for. It is the gradient of a convolution with weights {@code [inputs, outputs, k, k]} with respect to
 * that convolution's input, so both share one array without copying.
 *
 * <p>Inputs: x {@code [N, inputs, H, W]}, weight, and a bias {@code [outputs]} where there is one. Output:
 * {@code [N, outputs, (H - 1) * stride - 2 * padding + k, ...]}. {@code iArgs} are those of ND4J: kernel height and
 * width, stride, padding, dilation (1), 0 (explicit padding), 0 (NCHW), 1 (weights input channels first).
 */
public final class TransposedConvolution extends DynamicCustomOp {
    /** The name of the op. */
    public static final String NAME = "deconv2d";

    /** Adds the op to a graph; {@code inputs} are x, weight and, where there is one, the bias. */
    public TransposedConvolution(SameDiff graph, Convolution geometry, SDVariable... inputs) {
        super(NAME, graph, inputs);
        int kernel = geometry.kernel();
        int stride = geometry.stride();
        int padding = geometry.padding();
        addIArgument(kernel, kernel, stride, stride, padding, padding, 1, 1, 0, 0, 1);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable[] arguments = args();
        SDVariable[] inputs = Arrays.copyOf(arguments, arguments.length + 1);
        inputs[arguments.length] = gradients.get(0);
        return List.of(new TransposedConvolutionGradient(sameDiff, iArgs(), inputs).outputVariables());
    }
}
