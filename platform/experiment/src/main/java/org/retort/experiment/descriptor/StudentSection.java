package org.retort.experiment.descriptor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A student.
 *
 * @param name its name, unique in the experiment
 * @param teachers whom it learns from; empty for a teacher that is trained as if it were a student
 * @param generator its generator
 * @param discriminator its own discriminator
 * @param objective what they are trained on beside the distillation losses
 * @param distillation the distillation losses; empty for a student that is trained from scratch
 * @param train how they are trained
 */
public record StudentSection(
        String name,
        List<Teaching> teachers,
        NetworkSection generator,
        NetworkSection discriminator,
        PluginUse objective,
        List<DistillationTerm> distillation,
        TrainSection train) {
    /** Makes the lists immutable. */
    public StudentSection {
        teachers = List.copyOf(teachers);
        distillation = List.copyOf(distillation);
    }

    /** The part of a loss that a teacher has: its weight, divided by the sum of all weights. */
    public double part(Teaching teaching) {
        return teaching.weight() / teachers.stream().mapToDouble(Teaching::weight).sum();
    }

    /** In words whom it learns from, in which parts and how; empty where that is one teacher that is trained before. */
    public Optional<String> teaching() {
        return teachers.size() < 2 && teachers.stream().noneMatch(Teaching::online)
                ? Optional.empty()
                : Optional.of(teachers.stream()
                        .map(teaching -> String.format(
                                Locale.ROOT,
                                "%s (%.3g%s)",
                                teaching.teacher().name(),
                                part(teaching),
                                teaching.online() ? ", online" : ""))
                        .collect(Collectors.joining(", ", "learns from ", "")));
    }
}
