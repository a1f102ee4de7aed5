package org.retort.experiment.descriptor;

import org.retort.api.plugin.Parameter;

/**
 * A discriminator.
 *
 * @param architecture the plugin that draws it
 * @param start how its training starts
 */
public record DiscriminatorSection(PluginUse architecture, Start start) {
    /** How the training of a student's discriminator starts. */
    public enum Initialize {
        /** With the architecture's own initial values. */
        SCRATCH,
        /** With the trained values of the teacher's discriminator, which must have the same parameters. */
        TEACHER
    }

    /** The platform's key of a discriminator. */
    public record Start(
            @Parameter(
                            summary = "Initial values: the architecture's own, or those of the teacher's trained"
                                    + " discriminator (students only).",
                            value = "scratch")
                    Initialize initialize) {}
}
