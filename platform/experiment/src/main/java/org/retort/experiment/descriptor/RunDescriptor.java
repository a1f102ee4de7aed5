package org.retort.experiment.descriptor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The part of an experiment that one run does: it trains one generator and its discriminator. Written down it is the
 * {@code descriptor} of a run's {@code run.json}: the experiment's own keys, {@code member}, {@code dataset}, the keys
 * of the member's section, {@code classifier}, {@code metrics}, {@code evaluate}, and for a student the section
 * {@code teacher} of its only teacher, or {@code teachers}: sections with {@code name} and {@code weight}.
 *
 * @param settings the keys that concern the whole
 * @param dataset the plugin that reads the data set
 * @param own what is trained; a teacher has no distillation losses
 * @param classifier what tells labels from its translations; empty where no metric asks
 * @param metrics the plugins that measure the result
 * @param evaluate what the result is measured on
 */
public record RunDescriptor(
        Settings settings,
        PluginUse dataset,
        StudentSection own,
        Optional<PluginUse> classifier,
        List<PluginUse> metrics,
        EvaluateSection evaluate) {
    /** The kind of runs that train a teacher, and the name of a teacher that is its experiment's only one. */
    public static final String TEACHER = "teacher";

    /** Makes the list immutable. */
    public RunDescriptor {
        metrics = List.copyOf(metrics);
    }

    /** The run that trains one of an experiment's teachers. */
    public static RunDescriptor ofTeacher(Experiment experiment, TeacherSection teacher) {
        return of(experiment, teacher.alone());
    }

    /** The run that trains one of an experiment's students. */
    public static RunDescriptor ofStudent(Experiment experiment, StudentSection student) {
        return of(experiment, student);
    }

    private static RunDescriptor of(Experiment experiment, StudentSection own) {
        return new RunDescriptor(
                experiment.settings(),
                experiment.dataset(),
                own,
                experiment.classifier(),
                experiment.metrics(),
                experiment.evaluate());
    }

    /** The run that would train one of this run's teachers alone. */
    public RunDescriptor ofTeacher(TeacherSection teacher) {
        return new RunDescriptor(settings, dataset, teacher.alone(), classifier, metrics, evaluate);
    }

    /** {@code teacher} or {@code student}. */
    public String kind() {
        return own.teachers().isEmpty() ? TEACHER : "student";
    }

    /** The document in which nothing is left to a default; {@link Descriptors#readRun} reads it to the same run. */
    public ObjectNode toJson() {
        return ResolvedDescriptor.of(this);
    }
}
