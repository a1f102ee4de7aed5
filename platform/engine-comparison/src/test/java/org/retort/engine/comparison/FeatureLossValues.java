package org.retort.engine.comparison;

import java.util.List;
import java.util.stream.Stream;
import org.retort.api.loss.Adaptor;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.feature.AttentionTransfer;
import org.retort.plugin.distillation.feature.Channel;
import org.retort.plugin.distillation.feature.CoAttention;
import org.retort.plugin.distillation.feature.DiscriminatorCooperation;
import org.retort.plugin.distillation.feature.FeatureMse;
import org.retort.plugin.distillation.feature.FeatureRmse;
import org.retort.plugin.distillation.feature.NeuronSelectivity;
import org.retort.plugin.distillation.feature.RegionContrast;
import org.retort.plugin.distillation.feature.VariationalInformation;

/** Losses of the generators' feature maps by hand. The teacher's discriminator gives 2 z at tap first, see GivenStep. */
final class FeatureLossValues {
    private static final List<String> TAP = List.of("tap");
    private static final List<String> SAME = List.of();
    private static final List<String> FIRST = List.of("first");

    private FeatureLossValues() {}

    private static GivenNumbers taps(String student, String teacher) {
        return new GivenNumbers().with("own/tap", student).with("teacher/tap", teacher);
    }

    /** What softplus makes a number of. */
    private static double raw(double positive) {
        return Math.log(Math.exp(positive) - 1);
    }

    static Stream<HandComputed> cases() {
        return Stream.of(distances(), maps(), learned()).flatMap(cases -> cases);
    }

    private static Stream<HandComputed> distances() {
        return Stream.of(
                // Three times (1, 2) lies (2, 4) from (1, 2): 20 / 2. The other tap adds (1 + 1) / 2.
                HandComputed.of("feature MSE", new FeatureMse(),
                        new FeatureMse.Parameters(List.of("tap", "deep"), SAME, Adaptor.CONVOLUTION),
                        taps("1 2", "1 2").with("own/deep", "0 0").with("teacher/deep", "1 1")
                                .with("loss/feature-mse/adaptor/tap-tap/weight", "3")
                                .with("loss/feature-mse/adaptor/deep-deep/weight", "1"),
                        11),
                // Generator: root of 9 / 2, and Gram matrices 9 / 2 and 0, twice. Discriminator on the images: root of 4 / 2,
                // and Gram matrices 4 / 2 and 0, twice.
                HandComputed.of("feature RMSE", new FeatureRmse(),
                        new FeatureRmse.Parameters(TAP, SAME, Adaptor.NONE, FIRST, 2),
                        taps("3 0", "0 0").with("own/image", "0 1").with("teacher/image", "0 0"),
                        Math.sqrt(4.5) + 2 * 4.5 + Math.sqrt(2) + 2 * 2));
    }

    private static Stream<HandComputed> maps() {
        return Stream.of(
                // Energies (1, 2) and (0, 4), as rows of length 1 (1, 2) / sqrt 5 and (0, 1): (1/5 + (2/sqrt 5 - 1)^2) / 2.
                HandComputed.of("attention", new AttentionTransfer(),
                        new PositionTaps(TAP, SAME, false), taps("1 0 ; 1 2", "0 2"),
                        1 - 2 / Math.sqrt(5)),
                // The student looks at (1, 0), the teacher's networks at (0, 1) and (1, 0), on average (1/2, 1/2): 1/4. The
                // discriminator's features are (0, 0) and (2, 0): 4 / 2, a tenth of it.
                HandComputed.of("co-attention", new CoAttention(),
                        new CoAttention.Parameters(TAP, SAME, FIRST, false, 0.1),
                        taps("3 0", "0 2").with("own/image", "0 0").with("teacher/image", "1 0"),
                        0.25 + 0.1 * 2),
                // Directions (1, 0), (0, 1) and the teacher's (1, 1) / sqrt 2. Squared products: teacher 1, student 2 / 4,
                // between them 1/2 each: 1 + 1/2 - 2 * 1/2.
                HandComputed.of("neuron selectivity", new NeuronSelectivity(),
                        new PositionTaps(TAP, SAME, false), taps("3 0 ; 0 1", "2 2"), 0.5));
    }

    private static Stream<HandComputed> learned() {
        return Stream.of(
                // A convolution by 1, then 0 and 2 less their mean 1 over their deviation 1 (of variance 1 + 1e-5), times 2
                // plus 1: -1 and 3, rectified 0 and 3, mean 3/2. The teacher's mean is 1/2.
                HandComputed.of("channel", new Channel(), new GeneratorTaps(TAP, SAME),
                        taps("0 2", "1 0").with("loss/channel/tap-tap/conv/weight", "1")
                                .with("loss/channel/tap-tap/norm/gain", "2").with("loss/channel/tap-tap/norm/bias", "1"),
                        1 / 1.00001),
                // (3, -1) by 2 and 1, rectified: (6, 0) and (3, 0). By 1/2 and -1, rectified: (3, 0) and (0, 0). The sum of both
                // and twice the second: (3, 0) and (0, 0), which lie (2, -1) and (-1, 0) from the teacher's.
                HandComputed.of("variational information", new VariationalInformation(),
                        new PositionTaps(TAP, SAME, false),
                        taps("3 -1", "1 1 ; 1 0").with("loss/vid/tap-tap/mean0/weight", "2 | 1")
                                .with("loss/vid/tap-tap/mean1/weight", ".5 ; 0 | 0 ; -1")
                                .with("loss/vid/tap-tap/mean2/weight", "1 ; 1 | 0 ; 2")
                                .with("loss/vid/tap-tap/variance", raw(2) + " ; " + raw(1)),
                        ((4 + 1) / 2.00001 + 2 * Math.log(2.00001) + 1 / 1.00001 + 2 * Math.log(1.00001)) / 4 / 2),
                // As images (6, 0) and (1, 1); the discriminator doubles: |12 - 2| and |0 - 2|.
                HandComputed.of("discriminator-cooperated", new DiscriminatorCooperation(),
                        new DiscriminatorCooperation.Parameters(TAP, SAME, "first"),
                        taps("3 0", "1 1").with("source", "0 0")
                                .with("loss/dcd/adaptor/student/tap-source/weight", "2")
                                .with("loss/dcd/adaptor/teacher/tap-source/weight", "1"),
                        6),
                // Both positions of the student point to (1, 0), the teacher's to (1, 0) and (0, 1). Products over 1/2 are 2 and
                // 0: the first position finds its like with log(1 + e^-2), the second with log(1 + e^2). The teacher's energies
                // 4 and 1 weigh them 4/5 and 1/5.
                HandComputed.of("region-aware contrast", new RegionContrast(),
                        new RegionContrast.Parameters(TAP, SAME, 0.5, 1),
                        taps("1 3 ; 0 0", "2 0 ; 0 1")
                                .with("loss/region-contrast/adaptor/tap-tap/weight", "1 ; 0 | 0 ; 1"),
                        0.8 * Math.log(1 + Math.exp(-2)) + 0.2 * Math.log(1 + Math.exp(2))));
    }
}
