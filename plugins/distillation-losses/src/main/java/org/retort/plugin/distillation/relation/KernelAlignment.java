package org.retort.plugin.distillation.relation;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

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
public final class KernelAlignment implements DistillationLoss<KernelAlignment.Parameters> {
    private static final double EPSILON = 1e-12;

    /**
     * What to compare.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     */
    public record Parameters(
            @Parameter(summary = "Taps of the student's generator.", value = "encoder2,decoder0") List<String> taps,
            @Parameter(
                            summary = "Taps of the teacher's generator, one for each of taps; empty for the same names.",
                            value = "")
                    List<String> teacherTaps) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public int minimumBatch(Parameters parameters) {
        return 2;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        return Scalars.mean(TapPair.ofGenerators(step, "kernel-alignment", parameters.taps(), parameters.teacherTaps())
                        .stream()
                        .map(pair -> alignment(
                                similarities(step, pair.student().value()),
                                similarities(step, pair.teacher().value())))
                        .toList())
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
