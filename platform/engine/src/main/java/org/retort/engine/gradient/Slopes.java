package org.retort.engine.gradient;

import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.retort.api.plugin.InputException;

/** The slope of rectifiers on their negative side. */
final class Slopes {
    private Slopes() {}

    /**
     * @param node {@code relu} or {@code leakyrelu}
     */
    static double of(SameDiffOp node) {
        if (!(node.getOp() instanceof ScalarOp op)) {
            throw new InputException(OwnGradients.place(node) + " is not the rectifier of SameDiff; use sd.nn().relu");
        }
        double argument = op.scalar().getDouble(0);
        if (op.opName().equals("leakyrelu")) {
            return argument;
        }
        if (argument != 0) {
            throw new InputException(OwnGradients.place(node) + " has the cutoff " + argument + "; only 0 is supported");
        }
        return 0;
    }
}
