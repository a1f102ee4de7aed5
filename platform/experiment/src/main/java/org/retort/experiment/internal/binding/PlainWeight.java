package org.retort.experiment.internal.binding;

import org.retort.api.plugin.Parameter;

/** The weight of a distillation loss, written as a plain number. */
public record PlainWeight(
        @Parameter(summary = "What the loss is multiplied with; or a schedule.", value = "1", min = 0) double weight) {}
