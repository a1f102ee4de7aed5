package org.retort.dataset.procedural;

/** The expressions of FER2013, in the order of its numbers, and how each moves a face. */
enum Expression {
    ANGRY("Angry", -0.035, 0.060, 0.72, -0.050, 0.035, 0.85),
    DISGUST("Disgust", -0.020, 0.025, 0.50, -0.045, 0.000, 0.80),
    FEAR("Fear", 0.040, -0.040, 1.28, -0.030, 0.060, 0.75),
    HAPPY("Happy", 0.010, 0.000, 0.85, 0.075, 0.095, 1.25),
    SAD("Sad", 0.010, -0.055, 0.70, -0.055, 0.000, 0.80),
    SURPRISE("Surprise", 0.055, 0.000, 1.35, 0.000, 0.125, 0.50),
    NEUTRAL("Neutral", 0.000, 0.005, 1.00, 0.004, 0.000, 0.85);

    private final String label;
    private final double browRaise;
    private final double browSlant;
    private final double eyeOpening;
    private final double mouthCurve;
    private final double mouthOpening;
    private final double mouthWidth;

    Expression(
            String label,
            double browRaise,
            double browSlant,
            double eyeOpening,
            double mouthCurve,
            double mouthOpening,
            double mouthWidth) {
        this.label = label;
        this.browRaise = browRaise;
        this.browSlant = browSlant;
        this.eyeOpening = eyeOpening;
        this.mouthCurve = mouthCurve;
        this.mouthOpening = mouthOpening;
        this.mouthWidth = mouthWidth;
    }

    /** The name in label spaces. */
    String label() {
        return label;
    }

    /** How far the brows go up, in parts of the image height. */
    double browRaise() {
        return browRaise;
    }

    /** How far the inner ends of the brows go down, in parts of the image height. */
    double browSlant() {
        return browSlant;
    }

    /** The height of the eyes, as a factor. */
    double eyeOpening() {
        return eyeOpening;
    }

    /** How far the middle of the mouth hangs below its corners, in parts of the image height. */
    double mouthCurve() {
        return mouthCurve;
    }

    /** The height of the open mouth, in parts of the image height. */
    double mouthOpening() {
        return mouthOpening;
    }

    /** The width of the mouth, as a factor. */
    double mouthWidth() {
        return mouthWidth;
    }
}
