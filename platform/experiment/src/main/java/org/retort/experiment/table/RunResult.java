package org.retort.experiment.table;

import java.util.List;
import java.util.Map;
import org.retort.api.metric.MetricValue;

/**
 * What one finished run measured.
 *
 * @param run its id
 * @param member its part in the suite
 * @param kind {@code teacher} or {@code student}
 * @param seed key of its random draws
 * @param values what was measured
 * @param protocols how, in words: name of a value to its protocol; those without one are missing
 */
public record RunResult(
        String run, String member, String kind, long seed, List<MetricValue> values, Map<String, String> protocols) {
    /** Makes the collections immutable. */
    public RunResult {
        values = List.copyOf(values);
        protocols = Map.copyOf(protocols);
    }
}
