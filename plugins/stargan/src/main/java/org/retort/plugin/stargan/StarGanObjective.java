package org.retort.plugin.stargan;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.AdversarialObjective;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.Term;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;

/**
 * StarGAN's objective: WGAN-GP with classification and reconstruction (Choi et al. 2018, equations 1 to 6; gradient
 * penalty: Gulrajani et al. 2017). With x real images of label c', c the labels asked for, D the scores of patches and
 * all means over batch and patches:
 *
 * <ul>
 *   <li>discriminator: {@code adversarial} = mean D(G(x, c)) - mean D(x); {@code gradient-penalty} =
 *       mean over the batch of (|grad| - 1)^2 at a mixture of a real and a translated image, grad being the gradient
 *       of the sum of the patch scores; {@code classification} of x against c';
 *   <li>generator: {@code adversarial} = -mean D(G(x, c)); {@code classification} of G(x, c) against c;
 *       {@code reconstruction} = mean |x - G(G(x, c), c')|.
 * </ul>
 */
@Component(service = AdversarialObjective.class)
@Plugin(
        id = "stargan",
        title = "StarGAN objective",
        summary = "WGAN-GP with classification and reconstruction (Choi et al. 2018).")
public final class StarGanObjective implements AdversarialObjective<StarGanObjective.Parameters> {
    /** Keeps the derivative of the square root finite where a gradient vanishes. */
    private static final double EPSILON = 1e-12;

    /**
     * The weights of the terms; the adversarial term's is 1.
     *
     * @param classificationWeight of {@code classification}
     * @param reconstructionWeight of {@code reconstruction}; 0 drops it
     * @param gradientPenaltyWeight of {@code gradient-penalty}
     */
    public record Parameters(
            @Parameter(summary = "Weight of the classification of the labels.", value = "1", min = 0)
                    double classificationWeight,
            @Parameter(
                            summary = "Weight of the reconstruction of the source from its translation (cycle"
                                    + " consistency); 0 drops it and saves a pass of the generator.",
                            value = "10",
                            min = 0)
                    double reconstructionWeight,
            @Parameter(summary = "Weight of the gradient penalty.", value = "10", min = 0)
                    double gradientPenaltyWeight) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Term> terms(TrainingStep step, Parameters parameters) {
        return step.side() == Side.DISCRIMINATOR
                ? discriminatorTerms(step, parameters)
                : generatorTerms(step, parameters);
    }

    private static List<Term> discriminatorTerms(TrainingStep step, Parameters parameters) {
        SDVariable fake = step.translated(Role.OWN).image();
        List<Judgement> judgements = step.judgeAll(Role.OWN, List.of(step.source(), fake));
        Judgement ofReal = judgements.get(0);
        Judgement ofFake = judgements.get(1);

        List<Term> terms = new ArrayList<>();
        terms.add(new Term("adversarial", 1, ofFake.source().mean().sub(ofReal.source().mean())));
        if (parameters.gradientPenaltyWeight() > 0) {
            terms.add(new Term("gradient-penalty", parameters.gradientPenaltyWeight(), gradientPenalty(step, fake)));
        }
        terms.add(new Term(
                "classification",
                parameters.classificationWeight(),
                Classification.loss(step.labels().kind(), ofReal.classes(), step.sourceLabel())));
        return terms;
    }

    private static List<Term> generatorTerms(TrainingStep step, Parameters parameters) {
        SDVariable fake = step.translated(Role.OWN).image();
        Judgement ofFake = step.judge(Role.OWN, fake);

        List<Term> terms = new ArrayList<>();
        terms.add(new Term("adversarial", 1, ofFake.source().mean().neg()));
        terms.add(new Term(
                "classification",
                parameters.classificationWeight(),
                Classification.loss(step.labels().kind(), ofFake.classes(), step.targetLabel())));
        if (parameters.reconstructionWeight() > 0) {
            SDVariable back = step.translate(Role.OWN, fake, step.sourceLabel()).image();
            SDVariable distance = step.graph().math().abs(step.source().sub(back)).mean();
            terms.add(new Term("reconstruction", parameters.reconstructionWeight(), distance));
        }
        return terms;
    }

    private static SDVariable gradientPenalty(TrainingStep step, SDVariable fake) {
        SDVariable share = step.uniform("interpolation", step.batch(), 1, 1, 1);
        SDVariable mixture = fake.add(step.realMixture().sub(fake).mul(share));
        SDVariable gradient = step.inputGradient(step.judge(Role.OWN, mixture).source(), mixture);
        SDVariable norm = step.graph().math().sqrt(gradient.mul(gradient).sum(1, 2, 3).add(EPSILON));
        SDVariable excess = norm.sub(1.0);
        return excess.mul(excess).mean();
    }
}
