package org.retort.experiment.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One run that an experiment is to do.
 *
 * @param member {@code teacher}, {@code classifier} or the student's name
 * @param kind {@code teacher}, {@code student} or {@code classifier}
 * @param seed key of all its random draws
 * @param identity SHA-256 in hexadecimal digits of what decides the result, see {@link Identity}
 * @param descriptor the resolved descriptor of this run alone; shared, not to be changed
 * @param teacherMember the member that it learns from; empty for a teacher or classifier
 */
public record PlannedRun(
        String member,
        String kind,
        long seed,
        String identity,
        ObjectNode descriptor,
        Optional<String> teacherMember) {}
