package org.retort.experiment.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.retort.experiment.descriptor.ClassifierDescriptor;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.StudentSection;
import org.retort.experiment.descriptor.TeacherSection;
import org.retort.experiment.descriptor.Teaching;

/**
 * The runs of an experiment, each after those that it learns from.
 *
 * @param experiment the experiment's name
 * @param runs teachers first; or a classifier alone
 */
public record Plan(String experiment, List<PlannedRun> runs) {
    /** Makes the list immutable. */
    public Plan {
        runs = List.copyOf(runs);
    }

    /** Plans an experiment. */
    public static Plan of(Experiment experiment) {
        if (experiment.teachers().isEmpty()) {
            return new Plan(experiment.settings().name(), List.of(classifier(ClassifierDescriptor.of(experiment))));
        }
        List<PlannedRun> runs = new ArrayList<>();
        experiment.teachers().stream()
                .filter(teacher -> trainedAlone(teacher, experiment.students()))
                .forEach(teacher -> runs.add(run(RunDescriptor.ofTeacher(experiment, teacher))));
        for (StudentSection student : experiment.students()) {
            runs.add(run(RunDescriptor.ofStudent(experiment, student)));
        }
        return new Plan(experiment.settings().name(), runs);
    }

    /** Every teacher is, but those that all of their students take online. */
    private static boolean trainedAlone(TeacherSection teacher, List<StudentSection> students) {
        List<Teaching> teachings = students.stream()
                .flatMap(student -> student.teachers().stream())
                .filter(teaching -> teaching.teacher().equals(teacher))
                .toList();
        return teachings.isEmpty() || !teachings.stream().allMatch(Teaching::online);
    }

    private static PlannedRun classifier(ClassifierDescriptor run) {
        ObjectNode descriptor = run.toJson();
        return new PlannedRun(
                ClassifierDescriptor.CLASSIFIER,
                ClassifierDescriptor.CLASSIFIER,
                run.settings().seed(),
                Identity.of(descriptor),
                descriptor,
                List.of());
    }

    private static PlannedRun run(RunDescriptor run) {
        ObjectNode descriptor = run.toJson();
        return new PlannedRun(
                run.own().name(),
                run.kind(),
                run.settings().seed(),
                Identity.of(descriptor),
                descriptor,
                run.own().teachers().stream()
                        .filter(teaching -> !teaching.online())
                        .map(teaching -> teaching.teacher().name())
                        .toList());
    }
}
