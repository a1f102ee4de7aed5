package org.retort.experiment.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One run that an experiment is to do.
 *
 * @param member the teacher's or student's name, or {@code classifier}
 * @param kind {@code teacher}, {@code student} or {@code classifier}
 * @param seed key of all its random draws
 * @param identity SHA-256 in hexadecimal digits of what decides the result, see {@link Identity}
 * @param descriptor the resolved descriptor of this run alone; shared, not to be changed
 * @param teachers the members that it learns from and that are trained before; empty for a teacher or classifier
 */
public record PlannedRun(
        String member,
        String kind,
        long seed,
        String identity,
        ObjectNode descriptor,
        List<String> teachers) {
    /** Makes the list immutable. */
    public PlannedRun {
        teachers = List.copyOf(teachers);
    }

    /** Whether it distils a teacher, be that trained before or together with it. */
    public boolean isStudent() {
        return kind.equals("student");
    }
}
