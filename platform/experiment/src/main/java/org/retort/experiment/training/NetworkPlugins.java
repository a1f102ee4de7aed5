package org.retort.experiment.training;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.model.DiscriminatorArchitecture;
import org.retort.api.model.DiscriminatorArchitecture.Verdict;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.TeacherSection;
import org.retort.experiment.descriptor.Teaching;

/**
 * The plugins that draw the networks of a run and of one of its teachers, and the names that the networks have in graphs
 * and checkpoints: {@code own/generator}, {@code own/discriminator}, and the same under the teacher's name, such as
 * {@code teacher/generator}.
 *
 * @param ownGenerator draws the generator that is trained
 * @param ownDiscriminator draws its discriminator
 * @param teacher draws the teacher's two; empty where there is none
 */
public record NetworkPlugins(PluginUse ownGenerator, PluginUse ownDiscriminator, Optional<Teacher> teacher) {
    /** Whose the networks are that are trained. */
    public static final String OWN = "own";

    /** What draws a teacher, and the teacher's name. */
    public record Teacher(String name, PluginUse generator, PluginUse discriminator) {}

    /** The networks of a run and of its first teacher. */
    public static NetworkPlugins of(RunDescriptor run) {
        return of(run, run.own().teachers().stream().findFirst());
    }

    /** The networks of a run and of one of its teachers. */
    public static NetworkPlugins of(RunDescriptor run, Teaching teaching) {
        return of(run, Optional.of(teaching));
    }

    /** The networks of a run without those of its teachers. */
    static NetworkPlugins alone(RunDescriptor run) {
        return of(run, Optional.empty());
    }

    private static NetworkPlugins of(RunDescriptor run, Optional<Teaching> teaching) {
        return new NetworkPlugins(
                run.own().generator().architecture(),
                run.own().discriminator().architecture(),
                teaching.map(one -> of(one.teacher())));
    }

    private static Teacher of(TeacherSection teacher) {
        return new Teacher(
                teacher.name(), teacher.generator().architecture(), teacher.discriminator().architecture());
    }

    /** A network's name. */
    public String network(Role role, Side side) {
        return network(role == Role.OWN ? OWN : known().name(), side);
    }

    /** The name of a network of {@value #OWN} or of the teacher of a name. */
    public static String network(String whose, Side side) {
        return whose + (side == Side.GENERATOR ? "/generator" : "/discriminator");
    }

    /** Draws a generator; {@code [N, C, H, W]} and {@code [N, L]} to {@code [N, C, H, W]}. */
    SDVariable translate(Role role, NetworkBuilder network, SDVariable image, SDVariable label) {
        PluginUse use = use(role, Side.GENERATOR);
        return PluginCall.of(use, "drawing its network", () -> draw(
                (GeneratorArchitecture<?>) use.plugin().service(), network, image, label, use.parameters()));
    }

    /** Draws a discriminator over {@code [N, C, H, W]}. */
    Verdict judge(Role role, NetworkBuilder network, SDVariable images, int labels) {
        PluginUse use = use(role, Side.DISCRIMINATOR);
        return PluginCall.of(use, "drawing its network", () -> draw(
                (DiscriminatorArchitecture<?>) use.plugin().service(), network, images, labels, use.parameters()));
    }

    private PluginUse use(Role role, Side side) {
        if (role == Role.OWN) {
            return side == Side.GENERATOR ? ownGenerator : ownDiscriminator;
        }
        return side == Side.GENERATOR ? known().generator() : known().discriminator();
    }

    private Teacher known() {
        return teacher.orElseThrow(() -> new InputException(
                "it asks for the teacher but is drawn without one, as objectives of teachers are and losses whose"
                        + " needsTeacher says that they need none; let needsTeacher say true, or ask for Role.OWN"));
    }

    static <P extends Record> SDVariable draw(
            GeneratorArchitecture<P> plugin, NetworkBuilder network, SDVariable image, SDVariable label, Record given) {
        return plugin.build(network, image, label, plugin.parameters().cast(given));
    }

    static <P extends Record> Verdict draw(
            DiscriminatorArchitecture<P> plugin, NetworkBuilder network, SDVariable images, int labels, Record given) {
        return plugin.build(network, images, labels, plugin.parameters().cast(given));
    }
}
