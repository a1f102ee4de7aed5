package org.retort.experiment.descriptor;

import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.engine.program.Precision;

/** The keys of a descriptor that concern the experiment as a whole. */
public record Settings(
        @Parameter(summary = "The experiment's name: letters, digits, dots, hyphens and underscores.") String name,
        @Parameter(summary = "Decides every random draw.", value = "1") long seed,
        @Parameter(summary = "Id of the engine that computes, or auto for the fastest on the device.", value = "auto")
                String engine,
        @Parameter(
                        summary = "Device to compute on: cpu, cuda:N, or auto for a usable GPU where there is one.",
                        value = "auto")
                String device,
        @Parameter(summary = "How numbers are computed.", value = "auto") Precision precision,
        @Parameter(summary = "Threads of the kernels on a CPU; 0 is one for each core.", value = "0", min = 0)
                int threads) {
    /** Checks the name. */
    public Settings {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new InputException("name is `" + name
                    + "`; allowed are letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
    }
}
