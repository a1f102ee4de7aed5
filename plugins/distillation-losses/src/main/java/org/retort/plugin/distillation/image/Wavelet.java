package org.retort.plugin.distillation.image;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Haar;
import org.retort.plugin.distillation.block.Scalars;

/**
 * The sum over levels of mean |H(G_T(x, c)) - H(G_S(x, c))|, where H are the bands LH, HL and HH of the orthonormal Haar
 * transform; the low band is left out, since students are short of detail (Zhang et al. 2022, arXiv 2203.06321).
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "wavelet",
        title = "Wavelet",
        summary = "L1 distance of high Haar wavelet bands of the student's images to the teacher's (Wavelet"
                + " Knowledge Distillation, Zhang et al. 2022).")
public final class Wavelet implements DistillationLoss<Wavelet.Parameters> {
    /**
     * How deep the transform goes.
     *
     * @param levels halvings of the image
     */
    public record Parameters(
            @Parameter(
                            summary = "Levels of the transform; images must be divisible by 2 to this power.",
                            value = "4",
                            min = 1,
                            max = 12)
                    int levels) {}

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
        List<SDVariable> student =
                Haar.highBands(step, "wavelet", step.translated(Role.OWN).image(), parameters.levels());
        List<SDVariable> teacher =
                Haar.highBands(step, "wavelet", step.translated(Role.TEACHER).image(), parameters.levels());
        List<SDVariable> distances = new ArrayList<>();
        for (int level = 0; level < student.size(); level++) {
            distances.add(Distance.L1.of(student.get(level), teacher.get(level)));
        }
        return Scalars.sum(distances);
    }
}
