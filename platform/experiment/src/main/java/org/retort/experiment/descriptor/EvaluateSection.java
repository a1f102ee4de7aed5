package org.retort.experiment.descriptor;

import org.retort.api.data.Split;
import org.retort.api.plugin.Parameter;

/** What a trained generator is measured on. */
public record EvaluateSection(
        @Parameter(summary = "Part of the data set to measure on.", value = "test") Split split,
        @Parameter(
                        summary = "Number of images, the first of the split; each is translated to every target.",
                        unit = "images",
                        value = "128",
                        min = 1)
                int images) {}
