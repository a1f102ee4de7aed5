package org.retort.experiment.suite;

import java.util.List;

/**
 * One thing that varies within a suite.
 *
 * @param name a key of the descriptor, joined by dots, or a free word over named variants
 * @param variants whether it is a free word over named variants
 * @param values its values as written, or the names of its variants, in order
 */
public record Axis(String name, boolean variants, List<String> values) {
    /** The axis of seeds, over which results are averaged. */
    public static final String SEED = "seed";

    /** Makes the list immutable. */
    public Axis {
        values = List.copyOf(values);
    }
}
