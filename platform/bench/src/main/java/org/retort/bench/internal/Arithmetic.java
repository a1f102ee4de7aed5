package org.retort.bench.internal;

import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.TeacherSection;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.training.NetworkInspection;

/**
 * What the convolutions of one cycle must compute.
 *
 * @param generator multiply-adds of one pass of the generator over one image
 * @param discriminator the same of the discriminator
 */
record Arithmetic(long generator, long discriminator) {
    /** A translation without gradients. */
    private static final int GENERATOR_PASSES_OF_CRITIC = 1;

    /**
     * Forward over real, fake and mixture (3); back to the mixture's pixels (1); back through real and fake, to weights
     * and maps (4); through the penalty's gradient, to weights and maps (2).
     */
    private static final int DISCRIMINATOR_PASSES_OF_CRITIC = 10;

    /** There and back, each forward and back to weights and maps. */
    private static final int GENERATOR_PASSES_OF_GENERATOR = 6;

    /** Forward and back to the pixels; its weights rest. */
    private static final int DISCRIMINATOR_PASSES_OF_GENERATOR = 2;

    static Arithmetic of(Preset preset, PluginCatalog catalog) {
        Experiment experiment = preset.experiment(catalog);
        TeacherSection teacher = experiment.teachers().get(0);
        int labels = preset.labels().size();
        return new Arithmetic(
                NetworkInspection.of("generator", teacher.generator().architecture(), preset.format(), labels)
                        .multiplyAdds(),
                NetworkInspection.of("discriminator", teacher.discriminator().architecture(), preset.format(), labels)
                        .multiplyAdds());
    }

    /** 10^9 operations of a cycle; a multiply-add is two. */
    double gigaflop(int batch, int criticSteps) {
        long critic = GENERATOR_PASSES_OF_CRITIC * generator + DISCRIMINATOR_PASSES_OF_CRITIC * discriminator;
        long last = GENERATOR_PASSES_OF_GENERATOR * generator + DISCRIMINATOR_PASSES_OF_GENERATOR * discriminator;
        return 2e-9 * batch * (criticSteps * critic + last);
    }
}
