package org.retort.runs;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.AdversarialObjective;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.loss.Term;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.DiscriminatorArchitecture;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.NoParameters;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;

/** The shipped plugins, and networks of three numbers each with terms whose gradients can be told without a computer. */
final class LinearPlugins {
    private LinearPlugins() {}

    static PluginCatalog catalog() {
        return new ShippedPlugins(
                ShippedPlugins.plugin(PluginKind.GENERATOR, "shift", new Shift()),
                ShippedPlugins.plugin(PluginKind.DISCRIMINATOR, "gain", new Gain()),
                ShippedPlugins.plugin(PluginKind.OBJECTIVE, "linear", new Linear()),
                ShippedPlugins.plugin(PluginKind.LOSS, "red", new Red()));
    }

    /** Adds a number to each channel. */
    private static final class Shift implements GeneratorArchitecture<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public SDVariable build(NetworkBuilder network, SDVariable image, SDVariable label, NoParameters parameters) {
            return image.add(network.parameter("shift", Initializer.ZEROS, 1, 3, 1, 1));
        }
    }

    /** Its score is its three numbers, one for each channel, whatever the image. */
    private static final class Gain implements DiscriminatorArchitecture<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public Verdict build(NetworkBuilder network, SDVariable image, int labels, NoParameters parameters) {
            return new Verdict(network.parameter("gain", Initializer.ONES, 1, 3, 1, 1), image.mean(2, 3));
        }
    }

    private static final class Linear implements AdversarialObjective<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public List<Term> terms(TrainingStep step, NoParameters parameters) {
            if (step.side() == Side.GENERATOR) {
                return List.of(
                        new Term("brightness", 3, step.translated(Role.OWN).image().mean()),
                        new Term("nothing", 5, step.source().mean()));
            }
            SDVariable gain = step.judge(Role.OWN, step.source()).source();
            return List.of(
                    new Term("first", 2, first(step, gain).sum()),
                    new Term("square", 3 * Math.sqrt(3), gain.mul(gain).mean()));
        }
    }

    /** The mean of the first channel. */
    private static final class Red implements DistillationLoss<NoParameters> {
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
            return first(step, step.translated(Role.OWN).image()).mean();
        }
    }

    private static SDVariable first(TrainingStep step, SDVariable images) {
        int[] size = Arrays.stream(step.shape(images)).mapToInt(Math::toIntExact).toArray();
        size[1] = 1;
        return step.graph().slice(images, new int[4], size);
    }
}
