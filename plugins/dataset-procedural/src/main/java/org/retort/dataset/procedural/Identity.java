package org.retort.dataset.procedural;

import org.retort.api.random.RandomStream;

/**
 * What stays the same about a face when its labels change. Lengths are in parts of the image.
 *
 * @param skin colour of the skin
 * @param backgroundTop colour of the wall at the top
 * @param backgroundBottom colour of the wall at the bottom
 * @param shirt colour of the clothes
 * @param iris colour of the eyes
 * @param centreX middle of the face
 * @param centreY middle of the face
 * @param turn how far the features are shifted to the side, as if the head were turned
 * @param faceWidth half the width of the head
 * @param faceHeight half the height of the head
 * @param squareness how angular the jaw is, from 0 to 1
 * @param eyeDistance from the middle of the face to an eye
 * @param eyeSize half the width of an eye
 * @param noseLength length of the nose
 * @param noseWidth half the width of the nose
 * @param mouthWidth half the width of the mouth
 * @param browWidth thickness of the brows
 * @param hairStyle how the hair is cut
 * @param parting where the hair parts, from -1 (left) to 1 (right)
 * @param hairShade how much the hair colour departs from the usual one, from -1 to 1
 */
record Identity(
        Colour skin,
        Colour backgroundTop,
        Colour backgroundBottom,
        Colour shirt,
        Colour iris,
        double centreX,
        double centreY,
        double turn,
        double faceWidth,
        double faceHeight,
        double squareness,
        double eyeDistance,
        double eyeSize,
        double noseLength,
        double noseWidth,
        double mouthWidth,
        double browWidth,
        HairStyle hairStyle,
        double parting,
        double hairShade) {
    /** How hair is cut. */
    enum HairStyle {
        SHORT,
        BOB,
        LONG,
        CURLY
    }

    private static final Colour LIGHT_SKIN = Colour.of(0xFBDCC0);
    private static final Colour MIDDLE_SKIN = Colour.of(0xDFA378);
    private static final Colour DARK_SKIN = Colour.of(0x9C6544);
    private static final Colour[] WALLS = {
        Colour.of(0x8FB8DE), Colour.of(0xA7D3B0), Colour.of(0xE8C7D4), Colour.of(0xC9BEEA),
        Colour.of(0xB7DDE0), Colour.of(0xDCE3C0), Colour.of(0x7FA39B), Colour.of(0xB4B9C6)
    };
    private static final Colour[] SHIRTS = {
        Colour.of(0x33557F), Colour.of(0x8C2F39), Colour.of(0x2E6B4F), Colour.of(0xE4E2DC),
        Colour.of(0x5B4B8A), Colour.of(0xC8742F), Colour.of(0x2B2D33)
    };
    private static final Colour[] IRISES = {
        Colour.of(0x4A2F1B), Colour.of(0x2F5D8A), Colour.of(0x3F6B3A), Colour.of(0x3A3A40)
    };

    /** Draws an identity from a stream. */
    static Identity draw(RandomStream random) {
        double tone = random.nextDouble();
        Colour skin = tone < 0.6
                ? LIGHT_SKIN.towards(MIDDLE_SKIN, tone / 0.6)
                : MIDDLE_SKIN.towards(DARK_SKIN, (tone - 0.6) / 0.4);
        Colour wall = pick(random, WALLS).darker(random.uniform(0, 0.25));
        return new Identity(
                skin,
                wall.lighter(0.25),
                wall.darker(0.15),
                pick(random, SHIRTS),
                pick(random, IRISES),
                0.5 + random.uniform(-0.025, 0.025),
                0.53 + random.uniform(-0.02, 0.02),
                random.uniform(-0.022, 0.022),
                random.uniform(0.235, 0.275),
                random.uniform(0.305, 0.345),
                random.uniform(0, 0.6),
                random.uniform(0.105, 0.125),
                random.uniform(0.046, 0.056),
                random.uniform(0.09, 0.12),
                random.uniform(0.026, 0.042),
                random.uniform(0.088, 0.108),
                random.uniform(0.020, 0.030),
                pick(random, HairStyle.values()),
                random.uniform(-1, 1),
                random.uniform(-1, 1));
    }

    private static <T> T pick(RandomStream random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
