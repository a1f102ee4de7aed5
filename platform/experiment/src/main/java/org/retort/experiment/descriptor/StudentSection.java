package org.retort.experiment.descriptor;

import java.util.List;

/**
 * A student.
 *
 * @param name its name, unique in the experiment
 * @param generator its generator
 * @param discriminator its own discriminator
 * @param objective what they are trained on beside the distillation losses
 * @param distillation the distillation losses; empty for a student that is trained from scratch
 * @param train how they are trained
 */
public record StudentSection(
        String name,
        NetworkSection generator,
        NetworkSection discriminator,
        PluginUse objective,
        List<DistillationTerm> distillation,
        TrainSection train) {
    /** Makes the list immutable. */
    public StudentSection {
        distillation = List.copyOf(distillation);
    }
}
