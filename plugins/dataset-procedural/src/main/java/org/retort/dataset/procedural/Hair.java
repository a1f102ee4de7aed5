package org.retort.dataset.procedural;

import static org.retort.dataset.procedural.Shape.Point.at;

import org.retort.dataset.procedural.Identity.HairStyle;

/** The hair of one face: what is behind the head, and what is before it. */
final class Hair {
    private final Identity identity;
    private final Colour colour;
    private final boolean young;
    private final double x;
    private final double y;
    private final double halfWidth;
    private final double halfHeight;

    Hair(Identity identity, Colour colour, boolean young) {
        this.identity = identity;
        this.colour = colour;
        this.young = young;
        this.x = identity.centreX();
        this.y = identity.centreY();
        this.halfWidth = identity.faceWidth() + 0.035;
        this.halfHeight = identity.faceHeight() + 0.045;
    }

    /** The colour of the brows: the hair's, dark enough to be seen on the skin. */
    Colour brow() {
        return colour.darker(0.30);
    }

    /** True where the hair is too short to cover the ears. */
    boolean showsEars() {
        return identity.hairStyle() == HairStyle.SHORT;
    }

    /** Paints the hair that hangs behind head and neck. */
    void paintBack(Canvas canvas) {
        Colour shadow = colour.darker(0.22);
        switch (identity.hairStyle()) {
            case SHORT -> canvas.fill(crown(), colour, shadow, 1);
            case BOB -> canvas.fill(
                    Shape.superellipse(x, y + 0.015, halfWidth + 0.045, halfHeight - 0.02, 0.7), colour, shadow, 1);
            case LONG -> {
                canvas.fill(
                        Shape.superellipse(x, y + 0.16, halfWidth + 0.060, halfHeight + 0.14, 0.8),
                        colour,
                        shadow,
                        1);
            }
            case CURLY -> {
                for (int curl = 0; curl < CURLS.length; curl++) {
                    double curlX = x + CURLS[curl][0] * (halfWidth + 0.02);
                    double curlY = y - 0.04 + CURLS[curl][1] * halfHeight;
                    canvas.fill(Shape.ellipse(curlX, curlY, 0.095, 0.095), colour, shadow, 1);
                }
            }
        }
    }

    /** Paints the hair over the forehead and before the ears. */
    void paintFront(Canvas canvas) {
        Shape front = crown().without(face());
        canvas.fill(front, colour.lighter(0.06), colour.darker(0.12), 1);
        if (identity.hairStyle() == HairStyle.CURLY) {
            for (int curl = 3; curl < CURLS.length - 3; curl++) {
                double curlX = x + CURLS[curl][0] * (halfWidth - 0.05);
                double curlY = y - 0.055 + CURLS[curl][1] * (halfHeight - 0.05);
                canvas.fill(Shape.ellipse(curlX, curlY, 0.062, 0.052).without(face()), colour);
            }
        }
        canvas.fill(
                Shape.curve(0.022, at(x - 0.150, y - 0.285), at(x - 0.05, y - 0.370), at(x + 0.080, y - 0.345))
                        .within(front),
                colour.lighter(0.30),
                0.7);
    }

    private Shape crown() {
        double end = identity.hairStyle() == HairStyle.SHORT ? y + 0.00 : y + 0.16;
        return Shape.superellipse(x, y - 0.02, halfWidth, halfHeight, identity.squareness() * 0.5)
                .within(Shape.rectangle(0, 0, 1, end));
    }

    private Shape face() {
        double top = young ? y - 0.165 : y - 0.275;
        double shift = identity.parting() * (young ? 0.07 : 0.02);
        double halfOpening = identity.faceWidth() * (young ? 0.90 : 0.98);
        double depth = y + 0.30 - top;
        return Shape.superellipse(x + shift * 0.4, top + depth / 2, halfOpening, depth / 2, young ? 0.35 : 0.15);
    }

    /** Where curls sit, from the left ear over the crown to the right ear, in parts of half the head. */
    private static final double[][] CURLS = {
        {-0.95, 0.35}, {-1.05, 0.12}, {-1.04, -0.14}, {-0.95, -0.40}, {-0.76, -0.66}, {-0.50, -0.86}, {-0.18, -0.96},
        {0.18, -0.96}, {0.50, -0.86}, {0.76, -0.66}, {0.95, -0.40}, {1.04, -0.14}, {1.05, 0.12}, {0.95, 0.35}
    };
}
