package org.retort.dataset.procedural;

import static org.retort.dataset.procedural.Shape.Point.at;

/** Paints one face: an identity with an appearance. What only the identity decides is the same in all appearances. */
final class FacePainter {
    private static final Colour BLACK_HAIR = Colour.of(0x16130F);
    private static final Colour BLOND_HAIR = Colour.of(0xF0CB62);
    private static final Colour BROWN_HAIR = Colour.of(0x7A4520);
    private static final Colour RED_HAIR = Colour.of(0xC2451C);
    private static final Colour EYE_WHITE = Colour.of(0xFBFAF7);
    private static final Colour INK = Colour.of(0x1D1512);
    private static final Colour TEETH = Colour.of(0xFFFDF6);
    private static final Colour GULLET = Colour.of(0x5E1A1F);
    private static final Colour FRAME = Colour.of(0x14161C);
    private static final Colour GLASS = Colour.of(0xD8ECFF);

    private final Canvas canvas;
    private final Identity identity;
    private final Appearance appearance;
    private final Expression expression;
    private final boolean young;
    private final Colour skin;
    private final Hair hair;
    private final double featureX;
    private final double eyeY;
    private final double mouthY;

    FacePainter(Canvas canvas, Identity identity, Appearance appearance) {
        this.canvas = canvas;
        this.identity = identity;
        this.appearance = appearance;
        this.expression = appearance.expression();
        this.young = appearance.has(Attribute.YOUNG);
        this.skin = young ? identity.skin() : identity.skin().towards(Colour.of(0xC9B39C), 0.18);
        this.hair = new Hair(identity, hairColour(), young);
        this.featureX = identity.centreX() + identity.turn();
        this.eyeY = identity.centreY() - 0.025;
        this.mouthY = identity.centreY() + 0.175;
    }

    /** Paints the whole picture. */
    void paint() {
        canvas.fill(
                Shape.rectangle(0, 0, 1, 1), identity.backgroundTop(), identity.backgroundBottom(), 1);
        hair.paintBack(canvas);
        paintShoulders();
        paintHead();
        if (!young) {
            paintWrinkles();
        }
        paintNose();
        paintMouth();
        for (int side = -1; side <= 1; side += 2) {
            paintEye(side);
        }
        hair.paintFront(canvas);
        for (int side = -1; side <= 1; side += 2) {
            paintBrow(side);
        }
        if (appearance.has(Attribute.EYEGLASSES)) {
            paintEyeglasses();
        }
    }

    private Colour hairColour() {
        Colour colour = RED_HAIR;
        if (appearance.has(Attribute.BLACK_HAIR)) {
            colour = BLACK_HAIR;
        } else if (appearance.has(Attribute.BLOND_HAIR)) {
            colour = BLOND_HAIR;
        } else if (appearance.has(Attribute.BROWN_HAIR)) {
            colour = BROWN_HAIR;
        }
        double shade = identity.hairShade() * 0.12;
        return shade < 0 ? colour.darker(-shade) : colour.lighter(shade / 2);
    }

    private void paintShoulders() {
        double x = identity.centreX();
        double chin = identity.centreY() + identity.faceHeight();
        canvas.fill(Shape.superellipse(x, 1.08, 0.40, 0.20, 0.5), identity.shirt(), identity.shirt().darker(0.2), 1);
        canvas.fill(Shape.rectangle(x - 0.10, chin - 0.12, x + 0.10, 0.93), skin.darker(0.22), skin.darker(0.12), 1);
        canvas.fill(Shape.ellipse(x, 0.925, 0.10, 0.05), skin.darker(0.12));
    }

    private void paintHead() {
        double x = identity.centreX();
        double y = identity.centreY();
        if (hair.showsEars()) {
            for (int side = -1; side <= 1; side += 2) {
                double earX = x + side * identity.faceWidth();
                canvas.fill(Shape.ellipse(earX, y + 0.02, 0.040, 0.065), skin.darker(0.10));
                canvas.fill(Shape.ellipse(earX, y + 0.02, 0.020, 0.040), skin.darker(0.25));
            }
        }
        Shape head =
                Shape.superellipse(x, y, identity.faceWidth(), identity.faceHeight(), identity.squareness());
        canvas.fill(head, skin.lighter(0.08), skin.darker(0.10), 1);
        if (young) {
            for (int side = -1; side <= 1; side += 2) {
                canvas.fill(
                        Shape.ellipse(featureX + side * 0.145, y + 0.095, 0.052, 0.036).within(head),
                        Colour.of(0xF0604F),
                        0.28);
            }
        }
    }

    private void paintWrinkles() {
        Colour crease = skin.darker(0.42);
        double y = identity.centreY();
        for (int line = 0; line < 3; line++) {
            double lineY = y - 0.145 - line * 0.038;
            double half = 0.125 - line * 0.018;
            canvas.fill(
                    Shape.curve(0.012, at(featureX - half, lineY + 0.006), at(featureX, lineY - 0.012),
                            at(featureX + half, lineY + 0.006)),
                    crease);
        }
        for (int side = -1; side <= 1; side += 2) {
            double eyeX = featureX + side * identity.eyeDistance();
            canvas.fill(
                    Shape.curve(0.016, at(featureX + side * 0.060, y + 0.080), at(featureX + side * 0.115, y + 0.115),
                            at(featureX + side * 0.130, y + 0.195)),
                    crease);
            canvas.fill(
                    Shape.curve(0.014, at(eyeX - 0.048, eyeY + 0.050), at(eyeX, eyeY + 0.085),
                            at(eyeX + 0.048, eyeY + 0.050)),
                    crease);
        }
    }

    private void paintNose() {
        double y = identity.centreY() - 0.01;
        double tip = y + identity.noseLength();
        double half = identity.noseWidth();
        double side = identity.turn() < 0 ? -1 : 1;
        canvas.fill(
                Shape.curve(0.014, at(featureX + side * 0.018, y), at(featureX + side * 0.030, tip - 0.03),
                        at(featureX + side * half, tip - 0.008)),
                skin.darker(0.22));
        canvas.fill(
                Shape.curve(0.018, at(featureX - half, tip - 0.004), at(featureX, tip + 0.024),
                        at(featureX + half, tip - 0.004)),
                skin.darker(0.36));
        if (expression == Expression.DISGUST) {
            for (int line = 0; line < 2; line++) {
                double lineY = y + 0.005 + line * 0.032;
                canvas.fill(
                        Shape.curve(0.014, at(featureX - 0.040, lineY + 0.016), at(featureX, lineY - 0.016),
                                at(featureX + 0.040, lineY + 0.016)),
                        skin.darker(0.45));
            }
        }
    }

    private void paintMouth() {
        double half = identity.mouthWidth() * expression.mouthWidth();
        double curve = expression.mouthCurve();
        double opening = expression.mouthOpening();
        Colour lips = young ? Colour.of(0xC6404A).towards(skin, 0.15) : Colour.of(0xA9605A).towards(skin, 0.25);
        double cornerY = mouthY - curve * 0.6;
        double lift = expression == Expression.DISGUST ? 0.035 : 0;
        Shape.Point left = at(featureX - half, cornerY);
        Shape.Point right = at(featureX + half, cornerY - lift);
        if (opening == 0) {
            canvas.fill(
                    Shape.curve(young ? 0.034 : 0.024, left, at(featureX, cornerY + 2 * curve), right), lips);
            canvas.fill(Shape.curve(0.010, left, at(featureX, cornerY + 2 * curve), right), lips.darker(0.55));
            return;
        }
        Shape.Point[] top = Shape.bezier(left, at(featureX, cornerY + 2 * curve - opening), right);
        Shape.Point[] bottom = Shape.bezier(right, at(featureX, cornerY + 2 * curve + opening), left);
        Shape.Point[] outline = new Shape.Point[top.length + bottom.length];
        System.arraycopy(top, 0, outline, 0, top.length);
        System.arraycopy(bottom, 0, outline, top.length, bottom.length);
        Shape mouth = Shape.polygon(outline);
        canvas.fill(mouth, GULLET);
        if (expression != Expression.SURPRISE) {
            double edge = expression == Expression.HAPPY ? 0.62 : 0.65;
            Shape.Bounds bounds = mouth.bounds();
            double teethBottom = bounds.top() + edge * (bounds.bottom() - bounds.top());
            canvas.fill(Shape.rectangle(0, 0, 1, teethBottom).within(mouth), TEETH);
        }
        canvas.fill(Shape.line(young ? 0.020 : 0.014, outline), lips);
    }

    private void paintEye(int side) {
        double x = featureX + side * identity.eyeDistance();
        double width = identity.eyeSize();
        double height = width * 0.72 * expression.eyeOpening() * (young ? 1.0 : 0.78);
        Shape eye = Shape.ellipse(x, eyeY, width, height);
        double iris = width * 0.56;
        canvas.fill(eye, EYE_WHITE);
        canvas.fill(Shape.ellipse(x, eyeY, iris, iris).within(eye), identity.iris());
        canvas.fill(Shape.ellipse(x, eyeY, iris * 0.55, iris * 0.55).within(eye), INK);
        canvas.fill(
                Shape.ellipse(x + iris * 0.35, eyeY - iris * 0.4, iris * 0.3, iris * 0.3).within(eye), EYE_WHITE);
        canvas.fill(
                Shape.curve(0.016, at(x - width, eyeY), at(x, eyeY - 2 * height), at(x + width, eyeY)), INK);
    }

    private void paintBrow(int side) {
        double x = featureX + side * identity.eyeDistance();
        double y = eyeY - 0.082 - expression.browRaise();
        double inner = x - side * 0.058;
        double outer = x + side * 0.066;
        canvas.fill(
                Shape.curve(identity.browWidth(), at(inner, y + expression.browSlant() + 0.004), at(x, y - 0.024),
                        at(outer, y + 0.012 - expression.browSlant() * 0.4)),
                hair.brow());
    }

    private void paintEyeglasses() {
        double lensX = identity.eyeDistance() + 0.004;
        for (int side = -1; side <= 1; side += 2) {
            double x = featureX + side * lensX;
            Shape outside = Shape.superellipse(x, eyeY + 0.010, 0.098, 0.082, 1);
            Shape inside = Shape.superellipse(x, eyeY + 0.010, 0.074, 0.060, 1);
            canvas.fill(inside, GLASS, 0.22);
            canvas.fill(
                    Shape.line(0.014, at(x - 0.048, eyeY + 0.030), at(x - 0.018, eyeY - 0.030)).within(inside),
                    Colour.of(0xFFFFFF),
                    0.45);
            canvas.fill(outside.without(inside), FRAME);
            canvas.fill(
                    Shape.line(0.020, at(x + side * 0.090, eyeY - 0.015),
                            at(identity.centreX() + side * (identity.faceWidth() + 0.008), eyeY - 0.005)),
                    FRAME);
        }
        canvas.fill(
                Shape.curve(0.022, at(featureX - lensX + 0.090, eyeY), at(featureX, eyeY - 0.030),
                        at(featureX + lensX - 0.090, eyeY)),
                FRAME);
    }
}
