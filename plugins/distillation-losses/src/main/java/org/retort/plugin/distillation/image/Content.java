package org.retort.plugin.distillation.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.Tap;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Patches;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;

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
    private static final String ID = "content";

    /** What is compared; |a - b| stands for the distance that is chosen. */
    public enum Form {
        /** The average over taps l of |D_T^l(G_S(x, c)) - D_T^l(x)|: perceptual content in the domain's own terms. */
        DISCRIMINATOR,
        /**
         * The average over layers l of a pretrained VGG, |V^l(G_S(x, c)) - V^l(x)| (Johnson et al. 2016): what content
         * means most often. Retort has no such network, so this form is refused.
         */
        PERCEPTUAL,
        /** The average over taps l of |G_S^l(G_S(x, c), c) - G_S^l(x, c')|: the student's own encoding. */
        ENCODER,
        /** |G_S(x, c') - x|: nothing changes where nothing is asked. */
        IDENTITY,
        /** |G_S(x, c) - x| after averaging patches: works against the change that is asked for, so use a small weight. */
        PIXEL,
        /**
         * The average over taps l and images of 1 - cos(D_T^l(G_S(x, c)), D_T^l(x)), features averaged over positions: an
         * embedding of the image. Publications take a face recognition network for it; Retort has none, so the trunk of
         * the teacher's discriminator stands in, which knows the domain but not persons.
         */
        EMBEDDING
    }

    /**
     * What to compare, and where.
     *
     * @param form what is compared
     * @param taps taps of the network that the form uses; empty for conv2 (discriminator), the last (embedding) or
     *     encoder2 (encoder)
     * @param distance between what is compared, in all forms but embedding
     * @param pool in form pixel, the side of the patches that are averaged first
     */
    public record Parameters(
            @Parameter(
                            summary = "What is compared: features of the teacher's discriminator, the student's own"
                                    + " encoding, the image translated to its own label, pixels, or an embedding by the"
                                    + " teacher's discriminator. Perceptual needs a pretrained VGG, which cannot be"
                                    + " loaded, so it is refused.",
                            value = "discriminator")
                    Form form,
            @Parameter(
                            summary = "Taps to compare in; empty for conv2 of the discriminator (its last for an"
                                    + " embedding) or encoder2 of the encoder.",
                            value = "")
                    List<String> taps,
            @Parameter(summary = "How what is compared differs; an embedding always by its angle.", value = "l1")
                    Distance distance,
            @Parameter(
                            summary = "In form pixel, side of the patches that are averaged first, so that detail may"
                                    + " change; 1 compares pixels.",
                            unit = "px",
                            value = "1",
                            min = 1)
                    int pool) {
        /** Refuses what needs a network that is not there. */
        public Parameters {
            if (form == Form.PERCEPTUAL) {
                throw new InputException("form: perceptual compares features of a VGG that was trained on ImageNet. Retort"
                        + " does not come with one and cannot load one; form: discriminator is the same formula with the"
                        + " teacher's discriminator in the VGG's place");
            }
        }
    }

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
        return parameters.form() == Form.DISCRIMINATOR || parameters.form() == Form.EMBEDDING;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        SDVariable original = step.source();
        SDVariable generated = step.translated(Role.OWN).image();
        return switch (parameters.form()) {
            case PERCEPTUAL -> throw new IllegalStateException("refused with its parameters");
            case DISCRIMINATOR -> {
                List<Judgement> judgements = step.judgeAll(Role.TEACHER, List.of(generated, original));
                yield distance(parameters, "conv2", judgements.get(0).taps(), judgements.get(1).taps());
            }
            case ENCODER -> distance(
                    parameters,
                    "encoder2",
                    step.translate(Role.OWN, generated, step.targetLabel()).taps(),
                    step.translate(Role.OWN, original, step.sourceLabel()).taps());
            case IDENTITY -> parameters.distance().of(
                    step.translate(Role.OWN, original, step.sourceLabel()).image(), original);
            case PIXEL -> parameters.distance().of(
                    Patches.of(step, ID, new Tap("the student's generator", "image", generated), parameters.pool()),
                    Patches.of(step, ID, new Tap("the data", "source", original), parameters.pool()));
            case EMBEDDING -> embedding(step, parameters, original, generated);
        };
    }

    private static SDVariable distance(
            Parameters parameters, String usual, Map<String, SDVariable> generated, Map<String, SDVariable> original) {
        String network = parameters.form() == Form.ENCODER ? "the student's generator" : "the teacher's discriminator";
        List<SDVariable> distances = new ArrayList<>();
        for (String name : parameters.taps().isEmpty() ? List.of(usual) : parameters.taps()) {
            distances.add(parameters.distance().of(
                    Tap.find(ID, network, name, generated).value(), Tap.find(ID, network, name, original).value()));
        }
        return Scalars.mean(distances);
    }

    private static SDVariable embedding(
            TrainingStep step, Parameters parameters, SDVariable original, SDVariable generated) {
        String network = "the teacher's discriminator";
        List<Judgement> judgements = step.judgeAll(Role.TEACHER, List.of(generated, original));
        Map<String, SDVariable> ofGenerated = judgements.get(0).taps();
        Map<String, SDVariable> ofOriginal = judgements.get(1).taps();
        List<String> names = parameters.taps();
        if (names.isEmpty()) {
            names = List.copyOf(ofGenerated.keySet());
            names = names.subList(Math.max(0, names.size() - 1), names.size());
        }
        if (names.isEmpty()) {
            throw new InputException("loss content compares features, but " + network + " has no taps");
        }
        List<SDVariable> distances = new ArrayList<>();
        for (String name : names) {
            SDVariable first = Tap.find(ID, network, name, ofGenerated).value();
            SDVariable second = Tap.find(ID, network, name, ofOriginal).value();
            SDVariable cosines = Rows.unit(step, Rows.embedding(step, first, true))
                    .mul(Rows.unit(step, Rows.embedding(step, second, true)))
                    .sum(1);
            distances.add(cosines.rsub(1.0).mean());
        }
        return Scalars.mean(distances);
    }
}
