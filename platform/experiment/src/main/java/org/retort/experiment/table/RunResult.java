package org.retort.experiment.table;

import java.util.List;
import org.retort.api.metric.MetricValue;

/**
 * What one finished run measured.
 *
 * @param run its id
 * @param member its part in the suite
 * @param kind {@code teacher} or {@code student}
 * @param seed key of its random draws
 * @param values what was measured
 */
public record RunResult(String run, String member, String kind, long seed, List<MetricValue> values) {
    /** Makes the list immutable. */
    public RunResult {
        values = List.copyOf(values);
    }
}
