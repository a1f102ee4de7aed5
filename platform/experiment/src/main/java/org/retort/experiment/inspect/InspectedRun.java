package org.retort.experiment.inspect;

import java.util.List;
import java.util.Optional;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.suite.SuiteRun;

/**
 * What a run of a plan would train.
 *
 * @param run the run
 * @param generator layers, taps and counts of its generator for one image, named {@code MEMBER/generator}; empty where a
 *     classifier is trained
 * @param discriminator the same of its discriminator
 * @param notes what else is to be said of it, in words: its teachers where it has several, and networks that start with
 *     a teacher's weights
 * @param problem why its networks and losses do not fit together, in words; empty where they do
 */
public record InspectedRun(
        SuiteRun run,
        Optional<NetworkSummary> generator,
        Optional<NetworkSummary> discriminator,
        List<String> notes,
        Optional<String> problem) {
    /** Makes the list immutable. */
    public InspectedRun {
        notes = List.copyOf(notes);
    }
}
