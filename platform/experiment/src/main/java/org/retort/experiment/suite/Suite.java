package org.retort.experiment.suite;

import java.util.List;

/**
 * An experiment plus axes. An experiment without axes is a suite of one member.
 *
 * @param name the experiment's name
 * @param axes what varies; empty for a plain experiment
 * @param members the experiments, those of the axes' product first, the last axis varying fastest
 * @param execution how they are done
 */
public record Suite(String name, List<Axis> axes, List<SuiteMember> members, ExecutionPolicy execution) {
    /** Makes the lists immutable. */
    public Suite {
        axes = List.copyOf(axes);
        members = List.copyOf(members);
    }
}
