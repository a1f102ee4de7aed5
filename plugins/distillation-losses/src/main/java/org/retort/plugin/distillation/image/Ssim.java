package org.retort.plugin.distillation.image;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.StructuralSimilarity;

/**
 * 1 - SSIM(G_S(x, c), G_T(x, c)) with an 11 x 11 Gaussian window of standard deviation 1.5 (Wang et al. 2004; a part of
 * OMGD, Ren et al. 2021, arXiv 2108.06908). Images must be at least 11 px.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "ssim",
        title = "Structural similarity",
        summary = "Structural similarity of the student's images to the teacher's (OMGD, Ren et al. 2021).")
public final class Ssim implements DistillationLoss<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, NoParameters parameters) {
        return StructuralSimilarity.of(
                        step,
                        "ssim",
                        step.translated(Role.OWN).image(),
                        step.translated(Role.TEACHER).image())
                .rsub(1.0);
    }
}
