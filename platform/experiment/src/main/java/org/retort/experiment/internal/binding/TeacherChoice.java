package org.retort.experiment.internal.binding;

import org.retort.api.plugin.Parameter;

/** A teacher as a student chooses it. */
public record TeacherChoice(
        @Parameter(summary = "Name of one of the experiment's teachers.") String name,
        @Parameter(
                        summary = "How much it counts beside the student's other teachers: losses against it are"
                                + " multiplied with its part of the sum of all weights.",
                        value = "1",
                        min = 0)
                double weight,
        @Parameter(
                        summary = "Whether it is trained together with the student, step by step, instead of by a run of"
                                + " its own before.",
                        value = "false")
                boolean online) {}
