package org.retort.engine.op;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;

/** The axes that ND4J's reductions go over. */
public final class ReducedAxes {
    private ReducedAxes() {}

    /**
     * @param rank the number of axes of the reduction's input
     * @return the axes in rising order, counted from 0; all where the op names none
     */
    public static int[] of(BaseReduceOp op, int rank) {
        INDArray given = op.dimensions();
        int[] axes = given == null || given.isEmpty() ? new int[0] : given.toIntVector();
        if (axes.length == 0 || Arrays.stream(axes).anyMatch(axis -> axis == Integer.MAX_VALUE)) {
            return IntStream.range(0, rank).toArray();
        }
        return Arrays.stream(axes).map(axis -> Math.floorMod(axis, rank)).distinct().sorted().toArray();
    }
}
