package org.retort.plugin.distillation.image;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;

/**
 * mean d^2 / (2 t) where d = |G_T(x, c) - G_S(x, c)| is below t, d - t / 2 elsewhere: the distance of Girshick (2015,
 * arXiv 1504.08083), one of those that GAN Compression (Li et al. 2020, arXiv 2003.08936) reconstructs with.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "output-smooth-l1",
        title = "Output smooth L1",
        summary = "Smooth L1 distance of the student's images to the teacher's (a choice of GAN Compression,"
                + " Li et al. 2020).")
public final class OutputSmoothL1 implements DistillationLoss<OutputSmoothL1.Parameters> {
    /**
     * Where the distance changes from quadratic to linear.
     *
     * @param threshold t, in units of pixel values that go from -1 to 1
     */
    public record Parameters(
            @Parameter(
                            summary = "Difference from which on it counts linearly.",
                            value = "1",
                            min = 1e-6)
                    double threshold) {}

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
        return Distance.smoothL1(
                step.translated(Role.OWN).image(), step.translated(Role.TEACHER).image(), parameters.threshold());
    }
}
