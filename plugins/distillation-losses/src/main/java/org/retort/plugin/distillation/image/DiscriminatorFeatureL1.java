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
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps l of mean |D_T^l(G_T(x, c)) - D_T^l(G_S(x, c))|: the high-level information of DPGAN (Chen et
 * al. 2020, arXiv 2003.03519). Both images go through the same frozen network, so no adaptor is needed.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "discriminator-feature-l1",
        title = "Discriminator feature L1",
        summary = "L1 distance of the student's images to the teacher's in features of the teacher's"
                + " discriminator (high level; DPGAN, Chen et al. 2020).")
public final class DiscriminatorFeatureL1 implements DistillationLoss<DiscriminatorFeatureL1.Parameters> {
    /**
     * Where to compare.
     *
     * @param taps taps of the teacher's discriminator
     */
    public record Parameters(
            @Parameter(
                            summary = "Taps of the teacher's discriminator to compare in.",
                            value = "conv0,conv1,conv2")
                    List<String> taps) {}

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
        return Scalars.mean(TapPair.ofTranslations(step, "discriminator-feature-l1", parameters.taps()).stream()
                .map(pair -> Distance.L1.of(pair.student().value(), pair.teacher().value()))
                .toList());
    }
}
