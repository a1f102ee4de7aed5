package org.retort.engine.comparison;

import java.util.List;
import java.util.stream.Stream;
import org.retort.api.loss.Adaptor;
import org.retort.api.plugin.NoParameters;
import org.retort.plugin.distillation.discriminator.DiscriminatorFeature;
import org.retort.plugin.distillation.discriminator.DiscriminatorLogit;
import org.retort.plugin.distillation.discriminator.DiscriminatorLogit.Heads;
import org.retort.plugin.distillation.discriminator.FrozenDiscriminator;
import org.retort.plugin.distillation.discriminator.TeacherAsReal;
import org.retort.plugin.distillation.discriminator.Triplet;
import org.retort.plugin.distillation.discriminator.Triplet.Anchor;

/**
 * Losses of the two discriminators by hand. Both are functions of the image z, see GivenStep: the student's gives tap
 * first z, tap last 3 z, the mean as its score and the means of channels as logits, the teacher's twice as much.
 */
final class DiscriminatorLossValues {
    private static final double WEIGHT = HandComputed.WEIGHT;

    private DiscriminatorLossValues() {}

    private static GivenNumbers images(String source, String teacher, String own) {
        return new GivenNumbers().with("source", source).with("teacher/image", teacher).with("own/image", own);
    }

    private static double softplus(double x) {
        return Math.log(1 + Math.exp(x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static Stream<HandComputed> cases() {
        return Stream.of(images(), triplets(), logits()).flatMap(cases -> cases);
    }

    private static Stream<HandComputed> images() {
        GivenNumbers asked = new GivenNumbers().with("own/image", "1 0 ; 0 0").with("target-label", "1 0");
        return Stream.of(
                // (mean (1, 0) - mean (4, 2)) / (1 + weight).
                HandComputed.of("teacher as real", new TeacherAsReal(), new NoParameters(),
                        new GivenNumbers().with("source", "1 0").with("teacher/image", "4 2"), (0.5 - 3) / (1 + WEIGHT)),
                // Score 2 / 4, logits (1, 0), class 0: -log(e / (e + 1)) twice.
                HandComputed.of("frozen discriminator of classes", new FrozenDiscriminator(),
                        new FrozenDiscriminator.Parameters(2), asked, -0.5 + 2 * softplus(-1)),
                // As attributes: -log sigmoid(1) - log sigmoid(-0).
                HandComputed.of("frozen discriminator of attributes", new FrozenDiscriminator(),
                        new FrozenDiscriminator.Parameters(2), HandComputed.ATTRIBUTES, asked,
                        -0.5 + 2 * (softplus(-1) + Math.log(2))),
                // Four times z lies 2 z from the teacher's 2 z: 4 z^2, on average 2, 8 and 0 on the three images.
                HandComputed.of("discriminator features", new DiscriminatorFeature(),
                        new DiscriminatorFeature.Parameters(List.of("first"), List.of(), Adaptor.CONVOLUTION),
                        images("1 0", "2 0", "0 0")
                                .with("loss/discriminator-feature/adaptor/first-first/weight", "4"),
                        10 / 3.0));
    }

    private static Stream<HandComputed> triplets() {
        // To the teacher's image 1/2 and 1, to the student's 3/2 and 1/2.
        GivenNumbers two = images("0 0 | 0 0", "1 0 | 2 0", "3 0 | 1 0");
        GivenNumbers three = images("0 0 | 4 0 | 9 9", "4 0 | 2 0 | 1 0", "4 2 | 4 0 | 1 1")
                .with("source-label", "0 0 | 1 0 | 1 0")
                .with("target-label", "1 0 | 1 0 | 0 0");
        return Stream.of(
                // Anchors (4, 0), (4, 0) and (0, 0): 0 - 1 + 1/2 and 1/2 - 1 + 1/2 are not above 0; 1 - 0 + 1/2 is. By three.
                HandComputed.of("triplet with anchors of the labels asked for", new Triplet(),
                        new Triplet.Parameters(Anchor.TARGET, 0.5, "first", false), HandComputed.ATTRIBUTES, three, 0.5),
                // The first image: 1/2 - 3/2 + 1/2 is below 0. The second: 1 - 1/2 + 1/2.
                HandComputed.of("triplet", new Triplet(), new Triplet.Parameters(Anchor.SOURCE, 0.5, "first", false), two, 0.5),
                // Three times as far: 3 - 3/2 + 1/2.
                HandComputed.of("triplet at the last tap", new Triplet(), new Triplet.Parameters(Anchor.SOURCE, 0.5, "", false), two, 1),
                // (1, 1) and (2, 2) become (1, 1), (2, 0) becomes (sqrt 2, 0): 0 - (sqrt 2 - 1 + 1) / 2 + 1.
                HandComputed.of("triplet of normalised features", new Triplet(),
                        new Triplet.Parameters(Anchor.SOURCE, 1, "first", true), images("1 1", "2 2", "2 0"), 1 - Math.sqrt(2) / 2));
    }

    private static Stream<HandComputed> logits() {
        // Logits of the student (1, 0) on the source, of the teacher (2, 0); nothing on the other two images.
        GivenNumbers bright = images("1 ; 0", "0 ; 0", "0 ; 0");
        double teacher = sigmoid(1);
        double student = sigmoid(0.5);
        double divergence = teacher * Math.log(teacher / student) + (1 - teacher) * Math.log((1 - teacher) / (1 - student));
        // Scores (1/2, 0, 0) and (1, 0, 0) less their means: (1/3, -1/6, -1/6) and twice that: (1/9 + 1/36 + 1/36) / 3.
        double scores = 1 / 18.0;
        return Stream.of(
                // Over the temperature 2: (1/2, 0) and (1, 0); its square is 4, of three images.
                logit("logits of classes", new DiscriminatorLogit.Parameters(2, Heads.CLASSES, 1, false), bright,
                        4 * divergence / 3),
                logit("scores", new DiscriminatorLogit.Parameters(2, Heads.SOURCE, 1, false), bright, scores),
                // Divided by their deviations the scores of both are the same.
                logit("standardised scores", new DiscriminatorLogit.Parameters(2, Heads.SOURCE, 1, true),
                        images("30 ; 0", "0 ; 0", "0 ; 0"), 0),
                logit("logits and scores", new DiscriminatorLogit.Parameters(2, Heads.BOTH, 0.1, false), bright,
                        4 * divergence / 3 + 0.1 * scores),
                // Cross entropy of 1 against sigmoid(2 / 2), and of five logits 0 against 1/2: log 2 each.
                HandComputed.of("logits of attributes", new DiscriminatorLogit(),
                        new DiscriminatorLogit.Parameters(2, Heads.CLASSES, 1, false), HandComputed.ATTRIBUTES, bright,
                        (softplus(1) - teacher + 5 * Math.log(2)) / 3));
    }

    private static HandComputed logit(
            String name, DiscriminatorLogit.Parameters parameters, GivenNumbers numbers, double value) {
        return HandComputed.of(name, new DiscriminatorLogit(), parameters, numbers, value);
    }
}
