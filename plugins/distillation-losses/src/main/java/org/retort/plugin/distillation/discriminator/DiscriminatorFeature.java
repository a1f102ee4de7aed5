package org.retort.plugin.distillation.discriminator;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The sum over taps of mean (A(D_S^l(z)) - D_T^l(z))^2 averaged over real images z = x, the teacher's z = G_T(x, c) and the
 * student's z = G_S(x, c) (as in DMAD, Li et al. 2022, and GCC, Li et al. 2021, arXiv 2110.14439). A is
 * shared by the three.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "discriminator-feature",
        title = "Discriminator features",
        summary = "Brings features of the student's discriminator to the teacher's on real, teacher and"
                + " student images (DMAD, Li et al. 2022; GCC, Li et al. 2021).")
public final class DiscriminatorFeature implements DistillationLoss<DiscriminatorFeature.Parameters> {
    private static final String ID = "discriminator-feature";

    /**
     * What to compare.
     *
     * @param taps taps of the student's discriminator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param adaptor what is done where shapes differ
     */
    public record Parameters(
            @Parameter(
                            summary = "Taps of the student's discriminator.",
                            value = "conv0,conv1,conv2")
                    List<String> taps,
            @Parameter(
                            summary = "Taps of the teacher's discriminator, one for each of taps; empty for the same"
                                    + " names.",
                            value = "")
                    List<String> teacherTaps,
            @Parameter(
                            summary = "How the student's feature maps are brought to the shape of the teacher's.",
                            value = "none")
                    Adaptor adaptor) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.DISCRIMINATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        Judgements judgements = Judgements.of(step);
        int batches = judgements.student().size();
        List<SDVariable> distances = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            for (TapPair pair : TapPair.ofDiscriminators(
                    ID,
                    parameters.taps(),
                    parameters.teacherTaps(),
                    judgements.student().get(i),
                    judgements.teacher().get(i))) {
                SDVariable adapted = parameters.adaptor().adapt(step, ID, pair.student(), pair.teacher());
                distances.add(Distance.L2.of(adapted, pair.teacher().value()));
            }
        }
        return Scalars.sum(distances).mul(1.0 / batches);
    }
}
