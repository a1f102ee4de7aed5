package org.retort.experiment.suite;

import java.util.List;
import org.retort.experiment.plan.PlannedRun;

/**
 * One run of a suite.
 *
 * @param run the run; its member is the name that it goes by in the suite, the same for all seeds, and its teachers
 *     are the members of those with the same seed
 * @param labels the members of the suite that need it: one for a student, one or more for a teacher
 */
public record SuiteRun(PlannedRun run, List<String> labels) {
    /** Makes the list immutable. */
    public SuiteRun {
        labels = List.copyOf(labels);
    }

    /** Steps that it trains for. */
    public long steps() {
        return run.descriptor().path("train").path("iterations").asLong();
    }

    /** Images that pass while it trains, each as often as it is looked at. */
    public long images() {
        return steps() * run.descriptor().path("train").path("batch").asLong();
    }

    /** The run in words: {@code scratch (seed 2)}. */
    public String words() {
        return run.member() + " (seed " + run.seed() + ")";
    }
}
