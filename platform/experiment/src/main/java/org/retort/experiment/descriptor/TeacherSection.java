package org.retort.experiment.descriptor;

import java.util.List;

/**
 * A teacher.
 *
 * @param name its name, unique in the experiment; {@value RunDescriptor#TEACHER} where there is one alone
 * @param generator its generator
 * @param discriminator its discriminator
 * @param objective what they are trained on
 * @param train how they are trained
 */
public record TeacherSection(
        String name,
        NetworkSection generator,
        NetworkSection discriminator,
        PluginUse objective,
        TrainSection train) {
    /** The teacher as what a run trains. */
    StudentSection alone() {
        return new StudentSection(name, List.of(), generator, discriminator, objective, List.of(), train);
    }
}
