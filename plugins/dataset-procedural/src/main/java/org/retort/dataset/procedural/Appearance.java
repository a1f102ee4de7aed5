package org.retort.dataset.procedural;

import java.util.Set;

/**
 * What labels decide about a face.
 *
 * @param attributes those that hold; without a hair colour among them the hair is red
 * @param expression the expression, where {@link Attribute#SMILING} does not decide it
 */
record Appearance(Set<Attribute> attributes, Expression expression) {
    Appearance {
        attributes = Set.copyOf(attributes);
    }

    boolean has(Attribute attribute) {
        return attributes.contains(attribute);
    }
}
