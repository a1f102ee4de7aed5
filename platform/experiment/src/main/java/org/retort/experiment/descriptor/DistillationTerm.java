package org.retort.experiment.descriptor;

/**
 * One distillation loss of a student.
 *
 * @param name its name in metrics and checkpoints, unique among the student's losses
 * @param loss the plugin that draws it
 * @param weight what it is multiplied with
 */
public record DistillationTerm(String name, PluginUse loss, WeightSchedule weight) {}
