package org.retort.experiment.descriptor;

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
        TrainSection train) {}
