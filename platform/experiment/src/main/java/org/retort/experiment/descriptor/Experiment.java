package org.retort.experiment.descriptor;

import java.util.List;
import java.util.Optional;

/**
 * One experiment: a data set, teachers, students distilled from them, and what all of them are measured by; or a data set
 * and a classifier that is trained on it.
 *
 * @param settings the keys that concern the whole
 * @param dataset the plugin that reads the data set
 * @param teachers the teachers, seldom more than one; empty where a classifier is trained and nothing else
 * @param students the students; may be empty
 * @param classifier what tells labels from their translations; empty where no metric asks
 * @param metrics the plugins that measure the results
 * @param evaluate what the results are measured on
 */
public record Experiment(
        Settings settings,
        PluginUse dataset,
        List<TeacherSection> teachers,
        List<StudentSection> students,
        Optional<PluginUse> classifier,
        List<PluginUse> metrics,
        EvaluateSection evaluate) {
    /** Makes the lists immutable. */
    public Experiment {
        teachers = List.copyOf(teachers);
        students = List.copyOf(students);
        metrics = List.copyOf(metrics);
    }

    /** The part of the experiment that concerns the teachers alone, or some students and all teachers. */
    public Experiment withStudents(List<StudentSection> some) {
        return new Experiment(settings, dataset, teachers, some, classifier, metrics, evaluate);
    }
}
