package org.retort.engine.comparison;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.retort.api.plugin.NoParameters;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.image.Content;
import org.retort.plugin.distillation.image.DiscriminatorFeatureL1;
import org.retort.plugin.distillation.image.OmgdMix;
import org.retort.plugin.distillation.image.OutputL1;
import org.retort.plugin.distillation.image.OutputL2;
import org.retort.plugin.distillation.image.OutputSmoothL1;
import org.retort.plugin.distillation.image.Smoothness;
import org.retort.plugin.distillation.image.Ssim;
import org.retort.plugin.distillation.image.Style;
import org.retort.plugin.distillation.image.Wavelet;

/** Losses of images by hand. The teacher's discriminator gives 2 z at tap first and 6 z at tap last, see GivenStep. */
final class ImageLossValues {
    private static final NoParameters NONE = new NoParameters();
    private static final List<String> FIRST = List.of("first");
    /** SSIM's window, once: dark left of the middle column, bright right of it. */
    private static final String HALVES = halves("-1 -1 -1 -1 -1 0 1 1 1 1 1");
    private static final String PALE_HALVES = halves("-.5 -.5 -.5 -.5 -.5 0 .5 .5 .5 .5 .5");

    private ImageLossValues() {}

    private static String halves(String row) {
        return String.join(" / ", Collections.nCopies(11, row));
    }

    private static GivenNumbers images(String own, String teacher) {
        return new GivenNumbers().with("own/image", own).with("teacher/image", teacher);
    }

    static Stream<HandComputed> cases() {
        return Stream.of(pixels(), similarity(), features(), content()).flatMap(cases -> cases);
    }

    private static Stream<HandComputed> pixels() {
        return Stream.of(
                // Differences 1 and 0.25: (1 + 0.25) / 2.
                HandComputed.of("output L1", new OutputL1(), NONE, images("0 .5", "1 .25"), 0.625),
                // (1 + 0.0625) / 2.
                HandComputed.of("output L2", new OutputL2(), NONE, images("0 .5", "1 .25"), 0.53125),
                // 1 is above 0.5: 1 - 0.25; 0.25 is below: 0.0625 / (2 * 0.5). (0.75 + 0.0625) / 2.
                HandComputed.of("output smooth L1", new OutputSmoothL1(), new OutputSmoothL1.Parameters(0.5),
                        images("0 .5", "1 .25"), 0.40625),
                // Along rows |0 - 1| + |3 + 1|, down columns |0 - 3| + |1 + 1|, together 10; nothing in the second image.
                HandComputed.of("total variation", new Smoothness(), NONE,
                        new GivenNumbers().with("own/image", "0 1 / 3 -1 | 2 2 / 2 2"), 5),
                // One bright pixel is +-1/2 in one of 4 places of each high band, mean 1/8, and 1/2 in the low band; from
                // there +-1/4 in the only place of the next, mean 1/4.
                HandComputed.of("wavelet", new Wavelet(), new Wavelet.Parameters(2),
                        images("0 0 0 0 / 0 1 0 0 / 0 0 0 0 / 0 0 0 0", "0 0 0 0 / 0 0 0 0 / 0 0 0 0 / 0 0 0 0"), 0.375));
    }

    private static Stream<HandComputed> similarity() {
        // Of a Gaussian of deviation 1.5, what lies outside the middle of 11 columns: 1 - 1 / sum exp(-i^2 / 4.5).
        double variance = 1 - 1 / (1 + 2 * (Math.exp(-1 / 4.5) + Math.exp(-4 / 4.5) + Math.exp(-9 / 4.5)
                + Math.exp(-16 / 4.5) + Math.exp(-25 / 4.5)));
        return Stream.of(
                // Nothing varies: (C1 / (0.5^2 + C1)) (C2 / C2) with C1 = (0.01 * 2)^2.
                HandComputed.of("SSIM of plain images", new Ssim(), NONE,
                        new GivenNumbers().plain("own/image", 11, 0.5).plain("teacher/image", 11, 0), 0.25 / 0.2504),
                // Means 0 by symmetry, variances v and v / 4, covariance v / 2, C2 = (0.03 * 2)^2.
                HandComputed.of("SSIM of halves", new Ssim(), NONE, images(HALVES, PALE_HALVES),
                        1 - (variance + 0.0036) / (1.25 * variance + 0.0036)),
                // Equal images: only 2 steps in each of 11 rows are left.
                HandComputed.of("OMGD's mix of equal images", new OmgdMix(),
                        new OmgdMix.Parameters(FIRST, "last", 10, 3, 0.5, 2), images(HALVES, HALVES), 2 * 22),
                // SSIM as above; Gram matrix of 121 ones 121 / 121; at tap last (6 * 0.5)^2; nothing varies.
                HandComputed.of("OMGD's mix of plain images", new OmgdMix(),
                        new OmgdMix.Parameters(FIRST, "last", 10, 3, 0.5, 2),
                        new GivenNumbers().plain("own/image", 11, 0.5).plain("teacher/image", 11, 0),
                        10 * 0.25 / 0.2504 + 3 * 1 + 0.5 * 9 + 2 * 0));
    }

    private static Stream<HandComputed> features() {
        return Stream.of(
                // Differences of pixels 1 and 0.25, mean 0.625: twice that at tap first, six times at tap last; their average.
                HandComputed.of("discriminator feature L1", new DiscriminatorFeatureL1(),
                        new DiscriminatorFeatureL1.Parameters(List.of("first", "last")), images("0 .5", "1 .25"), 2.5),
                // Channels (2, 0) and (0, 2): [4 0; 0 4] / 4. Channels (4, 0) and (2, 2): [16 8; 8 8] / 4. Apart 3, 2, 2, 1.
                HandComputed.of("style by L1", new Style(), new Style.Parameters(FIRST, Distance.L1),
                        images("1 0 ; 0 1", "2 0 ; 1 1"), 2),
                // (9 + 4 + 4 + 1) / 4.
                HandComputed.of("style by L2", new Style(), new Style.Parameters(FIRST, Distance.L2),
                        images("1 0 ; 0 1", "2 0 ; 1 1"), 4.5));
    }

    private static Stream<HandComputed> content() {
        return Stream.of(
                // 2 (1 + 0.25) / 2.
                content("the discriminator", Content.Form.DISCRIMINATOR, FIRST, Distance.L1, 1,
                        new GivenNumbers().with("own/image", "0 .5").with("source", "1 .25"), 1.25),
                // (1 + 4) / 2.
                content("the encoder", Content.Form.ENCODER, List.of(), Distance.L2, 1,
                        new GivenNumbers().with("own/image", "0 0").with("source", "0 0")
                                .with("source-label", "0 1").with("target-label", "1 0")
                                .with("own/again/encoder2", "1 2").with("own/unchanged/encoder2", "0 4"), 2.5),
                // (0.5 + 0.25) / 2.
                content("identity", Content.Form.IDENTITY, List.of(), Distance.L1, 1,
                        new GivenNumbers().with("own/image", "0 0").with("source", "0 0").with("source-label", "0 1")
                                .with("own/unchanged/image", ".5 -.25"), 0.375),
                // The patch's mean is 2 / 4, that of the original 0; squared.
                content("pixels", Content.Form.PIXEL, List.of(), Distance.L2, 2,
                        new GivenNumbers().with("own/image", "1 0 / 0 1").with("source", "0 0 / 0 0"), 0.25),
                // Means over positions are along (1, 0) and (1, 1): 1 - cos 45 degrees.
                content("an embedding", Content.Form.EMBEDDING, List.of(), Distance.L1, 1,
                        new GivenNumbers().with("own/image", "1 1 ; 0 0").with("source", "1 0 ; 0 1"),
                        1 - Math.sqrt(0.5)));
    }

    private static HandComputed content(
            String name,
            Content.Form form,
            List<String> taps,
            Distance distance,
            int pool,
            GivenNumbers numbers,
            double value) {
        return HandComputed.of("content of " + name, new Content(), new Content.Parameters(form, taps, distance, pool),
                numbers, value);
    }
}
