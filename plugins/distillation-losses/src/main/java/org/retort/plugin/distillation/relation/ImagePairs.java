package org.retort.plugin.distillation.relation;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.loss.TrainingStep;
import org.retort.plugin.distillation.block.Rows;

/** How the images of a batch lie to one another, given a row of features for each. */
final class ImagePairs {
    private static final double EPSILON = 1e-12;

    private ImagePairs() {}

    /** {@code [N, D]} to {@code [N, N]}: Euclidean distances, divided by the mean of those between different images. */
    static SDVariable relativeDistances(TrainingStep step, SDVariable rows) {
        long images = step.shape(rows)[0];
        SDVariable differences = differences(step, rows);
        SDVariable lengths = step.graph().math().sqrt(differences.mul(differences).sum(2).add(EPSILON));
        INDArray others = Nd4j.eye(images).rsub(1).castTo(rows.dataType());
        SDVariable distances = lengths.mul(step.graph().constant(others));
        SDVariable mean = distances.sum().mul(1.0 / (images * (images - 1)));
        return distances.div(mean.add(EPSILON));
    }

    /** {@code [N, D]} to {@code [N, N, N]}: the cosine of the angle at image i between images j and k. */
    static SDVariable cosines(TrainingStep step, SDVariable rows) {
        SDVariable directions = Rows.unit(step, differences(step, rows));
        return Rows.products(directions, directions);
    }

    private static SDVariable differences(TrainingStep step, SDVariable rows) {
        long[] shape = step.shape(rows);
        SDVariable here = step.graph().reshape(rows, shape[0], 1, shape[1]);
        SDVariable there = step.graph().reshape(rows, 1, shape[0], shape[1]);
        return there.sub(here);
    }
}
