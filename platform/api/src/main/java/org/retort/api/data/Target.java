package org.retort.api.data;

/**
 * A translation to ask for.
 *
 * @param name what people read over the column, such as {@code Blond_Hair} or {@code happy}
 * @param label {@code [L]}, the whole label of the wanted image
 */
public record Target(String name, float[] label) {}
