package org.retort.dataset.procedural;

/**
 * A colour of sRGB.
 *
 * @param red from 0 to 1
 * @param green from 0 to 1
 * @param blue from 0 to 1
 */
record Colour(double red, double green, double blue) {
    /** A colour by its usual hexadecimal number, such as {@code 0xF2C9A1}. */
    static Colour of(int rgb) {
        return new Colour((rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
    }

    /** This colour where {@code amount} is 0, the other where it is 1, and in between on the straight line. */
    Colour towards(Colour other, double amount) {
        return new Colour(
                red + (other.red - red) * amount,
                green + (other.green - green) * amount,
                blue + (other.blue - blue) * amount);
    }

    /** Darker by a share from 0 to 1. */
    Colour darker(double share) {
        return towards(new Colour(0, 0, 0), share);
    }

    /** Lighter by a share from 0 to 1. */
    Colour lighter(double share) {
        return towards(new Colour(1, 1, 1), share);
    }
}
