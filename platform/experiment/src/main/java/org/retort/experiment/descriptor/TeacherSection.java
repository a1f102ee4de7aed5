package org.retort.experiment.descriptor;

/**
 * The teacher.
 *
 * @param generator its generator
 * @param discriminator its discriminator
 * @param objective what they are trained on
 * @param train how they are trained
 */
public record TeacherSection(
        NetworkSection generator, NetworkSection discriminator, PluginUse objective, TrainSection train) {}
