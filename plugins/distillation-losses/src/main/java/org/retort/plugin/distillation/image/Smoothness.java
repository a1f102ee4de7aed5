package org.retort.plugin.distillation.image;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.TotalVariation;

/**
 * The sum of |G_S(x, c)(i, j) - G_S(x, c)(i, j + 1)| and |G_S(x, c)(i, j) - G_S(x, c)(i + 1, j)| over pixels and
 * channels, averaged over the batch (Rudin et al. 1992; a part of OMGD, Ren et al. 2021, arXiv 2108.06908). As it is a
 * sum, OMGD weighs it 1e-5.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "total-variation",
        title = "Total variation",
        summary = "Total variation of the student's images, which holds artefacts of pixels down (a part of"
                + " OMGD, Ren et al. 2021).")
public final class Smoothness implements DistillationLoss<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public boolean needsTeacher(NoParameters parameters) {
        return false;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, NoParameters parameters) {
        return TotalVariation.of(step, step.translated(Role.OWN).image());
    }
}
