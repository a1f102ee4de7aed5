package org.retort.classifier.dl4j;

import java.nio.file.Path;
import java.util.List;
import org.retort.api.plugin.Parameter;

/**
 * Which Keras model.
 *
 * @param file its HDF5 file
 * @param labels the names of its outputs in their order
 */
public record KerasParameters(
        @Parameter(summary = "HDF5 file of the model with its weights, as Keras 1 or 2 saves it.") Path file,
        @Parameter(
                        summary = "Names of its outputs in their order, capitals or not; none: the data set's labels in"
                                + " the data set's order.",
                        value = "")
                List<String> labels) {}
