package org.retort.experiment.descriptor;

/**
 * The teacher.
 *
 * @param generator the plugin that draws its generator
 * @param discriminator its discriminator
 * @param objective what they are trained on
 * @param train how they are trained
 */
public record TeacherSection(
        PluginUse generator, DiscriminatorSection discriminator, PluginUse objective, TrainSection train) {}
