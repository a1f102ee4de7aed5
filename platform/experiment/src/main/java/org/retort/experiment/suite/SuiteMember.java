package org.retort.experiment.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.experiment.descriptor.Experiment;

/**
 * One experiment of a suite.
 *
 * @param label what tells it from members with the same seed, such as {@code scratch,width=8}: the names of variants
 *     and the values of keys that vary; empty where only the seed does
 * @param values the value of each axis by the axis' name; an axis that an included member leaves out is missing
 * @param experiment the experiment
 */
public record SuiteMember(String label, Map<String, String> values, Experiment experiment) {
    /** Makes the map immutable. */
    public SuiteMember {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Key of all its random draws. */
    public long seed() {
        return experiment.settings().seed();
    }
}
