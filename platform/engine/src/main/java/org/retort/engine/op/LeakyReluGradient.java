package org.retort.engine.op;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * ND4J's op {@code lrelu_bp} as an op that can be differentiated again: {@code g} where x is positive, slope times
 * {@code g} elsewhere. It is linear in g and flat in x almost everywhere, so its gradient with respect to g is the same
 * op, and with respect to x there is none. With slope 0 it is the gradient of the rectifier.
 *
 * <p>Inputs: x and g of one shape. Output: of that shape. {@code tArgs[0]} is the slope.
 */
public final class LeakyReluGradient extends DynamicCustomOp {
    /** The name of the op. */
    public static final String NAME = "lrelu_bp";

    /** Adds the op to a graph. */
    public LeakyReluGradient(SameDiff graph, SDVariable input, SDVariable gradient, double slope) {
        super(NAME, graph, new SDVariable[] {input, gradient});
        addTArgument(slope);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return 1;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return List.of(inputs.get(0));
    }

    /** The entry for x is null: no gradient flows there. */
    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        return Arrays.asList(
                null, new LeakyReluGradient(sameDiff, arg(0), gradients.get(0), tArgs()[0]).outputVariable());
    }
}
