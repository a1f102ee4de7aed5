package org.retort.experiment.suite;

import org.retort.api.plugin.Parameter;

/**
 * How the runs of a suite are done.
 *
 * @param onFailure what becomes of the others when a run fails
 * @param retries how often a run that failed is started again, from its last checkpoint
 */
public record ExecutionPolicy(
        @Parameter(
                        summary = "Whether the other runs are done when one has failed for good; those that learn from"
                                + " a failed teacher never are.",
                        value = "keep-going")
                OnFailure onFailure,
        @Parameter(
                        summary = "How often a failed run is started again, from its last checkpoint.",
                        value = "0",
                        min = 0,
                        max = 100)
                int retries) {
    /** What becomes of the other runs when one fails. */
    public enum OnFailure {
        /** No further run is started. */
        FAIL_FAST,
        /** They are done. */
        KEEP_GOING
    }
}
