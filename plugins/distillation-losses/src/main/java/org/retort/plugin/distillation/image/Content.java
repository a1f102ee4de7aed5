package org.retort.plugin.distillation;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;

/**
 * Content of the generated image against the original one (stuStarGAN, Sun et al. 2024). The publication's form is not
 * known, so it is a parameter, see {@link Form}.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "content",
        title = "Content",
        summary = "Keeps the content of the generated image that of the original (stuStarGAN, Sun et al. 2024).")
public final class Content implements DistillationLoss<Content.Parameters> {
    /** What is compared. */
    public enum Form {
        /** The average over taps l of mean |D_T^l(G_S(x, c)) - D_T^l(x)|: perceptual content in the domain's own terms. */
        DISCRIMINATOR,
        /** The average over taps l of mean |G_S^l(G_S(x, c), c) - G_S^l(x, c')|: the student's own encoding. */
        ENCODER,
        /** mean |G_S(x, c') - x|: nothing changes where nothing is asked. */
        IDENTITY,
        /** mean |G_S(x, c) - x|: works against the change that is asked for, so use a small weight. */
        PIXEL
    }

    /**
     * What to compare, and where.
     *
     * @param form what is compared
     * @param taps taps of the network that the form uses; empty for conv2 (discriminator) or encoder2 (encoder)
     */
    public record Parameters(
            @Parameter(
                            summary = "What is compared: features of the teacher's discriminator, the student's own"
                                    + " encoding, the image translated to its own label, or pixels.",
                            value = "discriminator")
                    Form form,
            @Parameter(
                            summary = "Taps to compare in; empty for conv2 of the discriminator or encoder2 of the"
                                    + " encoder.",
                            value = "")
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
    public boolean needsTeacher(Parameters parameters) {
        return parameters.form() == Form.DISCRIMINATOR;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        SDVariable original = step.source();
        SDVariable generated = step.translated(Role.OWN).image();
        return switch (parameters.form()) {
            case DISCRIMINATOR -> {
                List<Judgement> judgements = step.judgeAll(Role.TEACHER, List.of(original, generated));
                yield distance(parameters, "conv2", judgements.get(1).taps(), judgements.get(0).taps());
            }
            case ENCODER -> distance(
                    parameters,
                    "encoder2",
                    step.translate(Role.OWN, generated, step.targetLabel()).taps(),
                    step.translate(Role.OWN, original, step.sourceLabel()).taps());
            case IDENTITY -> FeatureDistance.meanL1(
                    step.translate(Role.OWN, original, step.sourceLabel()).image(), original);
            case PIXEL -> FeatureDistance.meanL1(generated, original);
        };
    }

    private static SDVariable distance(
            Parameters parameters, String usual, Map<String, SDVariable> generated, Map<String, SDVariable> original) {
        List<String> taps = parameters.taps().isEmpty() ? List.of(usual) : parameters.taps();
        return FeatureDistance.meanL1("content", taps, generated, original);
    }
}
