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

/** mean |G_T(x, c) - G_S(x, c)|: the low-level information of DPGAN (Chen et al. 2020, arXiv 2003.03519). */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "output-l1",
        title = "Output L1",
        summary = "L1 distance of the student's images to the teacher's (low level; DPGAN, Chen et al."
                + " 2020).")
public final class OutputL1 implements DistillationLoss<NoParameters> {
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
        return Distance.L1.of(
                step.translated(Role.OWN).image(), step.translated(Role.TEACHER).image());
    }
}
