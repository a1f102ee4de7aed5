package org.retort.plugin.distillation.image;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GramMatrix;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps l of the distance between Gram(D_T^l(G_S(x, c))) and Gram(D_T^l(G_T(x, c))), Gram(F) =
 * F F^T / (C H W) (Gatys et al. 2016). OMGD (Ren et al. 2021, arXiv 2108.06908) takes L1, GAN-Slimming L2 with a weight
 * of 1e5; both with features of a VGG, here those of the teacher's discriminator, which knows the very domain.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "style",
        title = "Style",
        summary = "Distance of Gram matrices of the student's images to the teacher's in features of the"
                + " teacher's discriminator (OMGD, Ren et al. 2021).")
public final class Style implements DistillationLoss<Style.Parameters> {
    /**
     * Where and how to compare.
     *
     * @param taps taps of the teacher's discriminator
     * @param distance between Gram matrices
     */
    public record Parameters(
            @Parameter(
                            summary = "Taps of the teacher's discriminator.",
                            value = "conv0,conv1,conv2")
                    List<String> taps,
            @Parameter(summary = "How Gram matrices are compared.", value = "l1") Distance distance) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        return of(step, "style", parameters.taps(), parameters.distance());
    }

    static SDVariable of(TrainingStep step, String loss, List<String> taps, Distance distance) {
        return Scalars.mean(TapPair.ofTranslations(step, loss, taps).stream()
                .map(pair -> distance.of(
                        GramMatrix.of(step, pair.student().value()),
                        GramMatrix.of(step, pair.teacher().value())))
                .toList());
    }
}
