package org.retort.plugin.distillation.discriminator;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;

/**
 * Teacher images count as real for the student's discriminator (L_GT of DPGAN, Chen et al. 2020, arXiv 2003.03519), in
 * a form that suits a Wasserstein critic. Adding -b mean D_S(G_T(x, c)) to a critic's loss would let it fall without
 * bound by shifting D_S by a constant. With w = b / (1 + b), this loss turns the critic's
 *
 * <pre>mean D_S(G_S(x, c)) - mean D_S(y)</pre>
 *
 * into
 *
 * <pre>mean D_S(G_S(x, c)) - (1 - w) mean D_S(y) - w mean D_S(G_T(x, c)),</pre>
 *
 * whose coefficients sum to zero. The difference of the two is w (mean D_S(y) - mean D_S(G_T(x, c))); since the
 * platform multiplies what is built here by the weight b, that is divided by 1 + b beforehand. While a schedule has
 * reached a share s of b, w is s b / (1 + b) and the coefficients still sum to zero.
 *
 * <p>The gradient penalty sees the same mixture: a real image is replaced by a teacher's with probability b / (1 + b).
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "teacher-as-real",
        title = "Teacher as real",
        summary = "Counts the teacher's images as real for the student's discriminator, normalised for a critic"
                + " (DPGAN, Chen et al. 2020).")
public final class TeacherAsReal implements DistillationLoss<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Side side() {
        return Side.DISCRIMINATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, NoParameters parameters) {
        SDVariable teacher = step.translated(Role.TEACHER).image();
        step.countAsReal(teacher, weight / (1 + weight));
        List<Judgement> judgements = step.judgeAll(Role.OWN, List.of(step.source(), teacher));
        SDVariable ofReal = judgements.get(0).source().mean();
        SDVariable ofTeacher = judgements.get(1).source().mean();
        return ofReal.sub(ofTeacher).mul(1 / (1 + weight));
    }
}
