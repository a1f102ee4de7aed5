package org.retort.plugin.distillation.image;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;

/** mean (G_T(x, c) - G_S(x, c))^2: pixels alone (Aguinaldo et al. 2019, arXiv 1902.00159). */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "output-l2",
        title = "Output L2",
        summary = "Squared distance of the student's images to the teacher's (Aguinaldo et al. 2019).")
public final class OutputL2 implements DistillationLoss<NoParameters> {
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
        return Distance.L2.of(
                step.translated(Role.OWN).image(), step.translated(Role.TEACHER).image());
    }
}
