package org.retort.experiment.suite;

import java.util.List;
import org.retort.experiment.internal.yaml.Overrides.Assignment;

/**
 * One value of an axis.
 *
 * @param label the value as written, or the name of the variant
 * @param assignments what it puts into the descriptor
 */
record Choice(String label, List<Assignment> assignments) {
    Choice {
        assignments = List.copyOf(assignments);
    }
}
