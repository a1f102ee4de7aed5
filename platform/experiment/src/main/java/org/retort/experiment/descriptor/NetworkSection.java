package org.retort.experiment.descriptor;

import org.retort.api.plugin.Parameter;

/**
 * A generator or discriminator.
 *
 * @param architecture the plugin that draws it
 * @param start how its training starts
 */
public record NetworkSection(PluginUse architecture, Start start) {
    /** The word for the architecture's own initial values. */
    public static final String SCRATCH = "scratch";

    /**
     * The platform's key of a network.
     *
     * @param initialize {@value NetworkSection#SCRATCH}, or the name of the teacher whose trained network of the same
     *     side gives the first values, cut to this network's width
     */
    public record Start(
            @Parameter(
                            summary = "Initial values: scratch, the architecture's own; or teacher, the weights of the"
                                    + " trained teacher, of which a narrower network takes the channels of largest norm"
                                    + " (students only).",
                            value = SCRATCH)
                    String initialize) {
        /** Whether a teacher's weights are taken. */
        public boolean fromTeacher() {
            return !initialize.equals(SCRATCH);
        }
    }
}
