package org.retort.engine.program;

/**
 * What a session is opened with.
 *
 * @param device {@code cpu} or {@code cuda:N}, one that {@link Engine#devices()} lists as usable
 * @param threads threads of the kernels on a CPU, at least 1
 * @param precision how numbers are computed
 */
public record EngineSettings(String device, int threads, Precision precision) {}
