package org.retort.api.metric;

/**
 * What a metric has to show beside its figures, kept with the run's artifacts.
 *
 * @param name of the file, such as {@code confusion.csv}
 * @param description what it holds, in some words
 * @param text its content
 */
public record MetricFile(String name, String description, String text) {}
