package org.retort.plugin.distillation.relation;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;

/**
 * The negative average over taps of KA(X, Y) = <X X^T, Y Y^T>_F / (|X X^T|_F |Y Y^T|_F), X and Y being the feature maps with
 * a row for each image (CAT, Jin et al. 2021, arXiv 2103.03467). It is -1 where the similarities of images agree but for a
 * factor. A batch of one image always gives -1, so two are needed; CAT uses 80.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "kernel-alignment",
        title = "Kernel alignment",
        summary = "Alignment of the student's similarities of images with the teacher's (CAT, Jin et al."
                + " 2021).")
public final class KernelAlignment implements DistillationLoss<GeneratorTaps> {
    private static final double EPSILON = 1e-12;

    @Override
    public Class<GeneratorTaps> parameters() {
        return GeneratorTaps.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public int minimumBatch(GeneratorTaps taps) {
        return 2;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, GeneratorTaps taps) {
        return Scalars.mean(
                        taps.pairs(step, "kernel-alignment"),
                        (student, teacher) -> alignment(similarities(step, student), similarities(step, teacher)))
                .neg();
    }

    private static SDVariable similarities(TrainingStep step, SDVariable features) {
        SDVariable rows = Rows.ofImages(step, features);
        return Rows.products(rows, rows).mul(1.0 / step.shape(rows)[1]);
    }

    private static SDVariable alignment(SDVariable first, SDVariable second) {
        SDVariable norms = first.mul(first).sum().mul(second.mul(second).sum());
        return first.mul(second).sum().div(first.getSameDiff().math().sqrt(norms.add(EPSILON)));
    }
}
