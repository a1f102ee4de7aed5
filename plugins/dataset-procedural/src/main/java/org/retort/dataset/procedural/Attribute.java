package org.retort.dataset.procedural;

import java.util.Arrays;
import java.util.List;

/** The attributes of procedural faces, with the names that CelebA gives them. */
enum Attribute {
    BLACK_HAIR("Black_Hair"),
    BLOND_HAIR("Blond_Hair"),
    BROWN_HAIR("Brown_Hair"),
    EYEGLASSES("Eyeglasses"),
    SMILING("Smiling"),
    YOUNG("Young");

    /** Of these at most one holds. */
    static final List<Attribute> HAIR_COLOURS = List.of(BLACK_HAIR, BLOND_HAIR, BROWN_HAIR);

    private final String label;

    Attribute(String label) {
        this.label = label;
    }

    /** The name in label spaces. */
    String label() {
        return label;
    }

    /** The names of all attributes. */
    static List<String> labels() {
        return Arrays.stream(values()).map(Attribute::label).toList();
    }

    /** The attribute of that name, which exists. */
    static Attribute named(String label) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.label.equals(label))
                .findFirst()
                .orElseThrow();
    }
}
