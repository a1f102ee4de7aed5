package org.retort.experiment.table;

import java.util.List;
import org.retort.experiment.suite.SuiteRun;
import org.retort.history.RunSummary;

/**
 * A run that comes near to one of a suite, but has no results for it.
 *
 * @param wanted the run of the suite
 * @param found the run that there is
 * @param differences the keys that decide other weights, such as {@code train.batch 8 -> 16}, the found run's value first;
 *     empty where only its state keeps it from having results
 * @param commandLine what the user typed who made it
 */
public record NearRun(SuiteRun wanted, RunSummary found, List<String> differences, String commandLine) {
    /** Makes the list immutable. */
    public NearRun {
        differences = List.copyOf(differences);
    }
}
