package org.retort.dataset.fer2013;

import java.util.function.Supplier;
import org.retort.api.data.PlanarImage;

/**
 * One image of the data set.
 *
 * @param name the line or file it came from
 * @param expression its label
 * @param image decodes it; throws {@link org.retort.api.plugin.InputException} where it cannot be used
 */
record Face(String name, Expression expression, Supplier<PlanarImage> image) {
    /** Height and width of the images as published, in px. */
    static final int SIZE = 48;
}
