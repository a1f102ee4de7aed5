package org.retort.engine.comparison;

import java.util.List;
import java.util.stream.Stream;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.RowTaps;
import org.retort.plugin.distillation.relation.KernelAlignment;
import org.retort.plugin.distillation.relation.ProbabilisticTransfer;
import org.retort.plugin.distillation.relation.RkdAngle;
import org.retort.plugin.distillation.relation.RkdDistance;
import org.retort.plugin.distillation.relation.SemanticRelation;

/** Losses of relations between images or positions by hand. */
final class RelationLossValues {
    private static final List<String> TAP = List.of("tap");
    private static final List<String> SAME = List.of();

    private RelationLossValues() {}

    private static GivenNumbers taps(String student, String teacher) {
        return new GivenNumbers().with("own/tap", student).with("teacher/tap", teacher);
    }

    static Stream<HandComputed> cases() {
        return Stream.concat(similarities(), distances());
    }

    /** Two images or positions: at right angles for the student, alike for the teacher. */
    private static Stream<HandComputed> similarities() {
        double e = 1e-7;
        return Stream.of(
                // Products [1 0; 0 1] and [1 1; 1 1]: -(1 + 1) / (sqrt 2 * 2).
                HandComputed.of("kernel alignment", new KernelAlignment(), new GeneratorTaps(TAP, SAME),
                        taps("1 0 | 0 1", "1 0 | 1 0"), -1 / Math.sqrt(2)),
                // Rows of length 1: [1 0; 0 1] and [1 1; 1 1] / sqrt 2. Squares 2 ((1 - 1/sqrt 2)^2 + 1/2), by 4.
                HandComputed.of("relations of images", new SemanticRelation(),
                        new SemanticRelation.Parameters(TAP, SAME, SemanticRelation.Form.BATCH, false, 1),
                        taps("1 0 | 0 1", "1 0 | 1 0"), 1 - 1 / Math.sqrt(2)),
                // The same between the means of two patches of two by two positions.
                HandComputed.of("relations of positions", new SemanticRelation(),
                        new SemanticRelation.Parameters(TAP, SAME, SemanticRelation.Form.SPATIAL, false, 2),
                        taps("1 3 0 0 / 0 0 0 0 ; 0 0 0 0 / 0 0 2 2", "4 0 1 1 / 0 0 1 1 ; 0 0 0 0 / 0 0 0 0"),
                        1 - 1 / Math.sqrt(2)),
                // (1 + cosine) / 2 is [1 1/2; 1/2 1] and [1 1; 1 1], by rows [2/3 1/3; 1/3 2/3] and halves:
                // 2 (1/2 log(1/2 / 2/3) + 1/2 log(1/2 / 1/3)) / 4.
                HandComputed.of("probabilistic transfer", new ProbabilisticTransfer(),
                        new RowTaps(TAP, SAME, false), taps("1 0 | 0 1", "1 0 | 1 0"),
                        0.25 * (Math.log((0.5 + e) / (2 / 3.0 + e)) + Math.log((0.5 + e) / (1 / 3.0 + e)))));
    }

    private static Stream<HandComputed> distances() {
        return Stream.of(
                // Pairs lie 1, 3, 2 apart, on average 2, and 1, 2, 1, on average 4/3; relatively 1/2, 3/2, 1 and 3/4, 3/2, 3/4.
                // Two pairs differ by 1/4, each twice among 9: 4 (1/16) / 2 / 9.
                HandComputed.of("relational distance", new RkdDistance(), new RowTaps(TAP, SAME, false),
                        taps("0 | 1 | 3", "0 | 1 | 2"), 0.125 / 9),
                // The same with every feature map's mean as its row.
                HandComputed.of("relational distance of means", new RkdDistance(),
                        new RowTaps(TAP, SAME, true), taps("-1 1 | 2 0 | 6 0", "0 0 | 1 1 | 1 3"), 0.125 / 9),
                // A right angle with two of 45 degrees, and a line with its cosines 1, -1, 1. They differ by 1, 1/sqrt 2 + 1 and
                // 1 - 1/sqrt 2: 1/2 + (1/sqrt 2 + 1/2) + (1 - 1/sqrt 2)^2 / 2 = 7/4, each twice among 27.
                HandComputed.of("relational angle", new RkdAngle(), new RowTaps(TAP, SAME, false),
                        taps("0 0 | 1 0 | 0 1", "0 0 | 1 0 | 2 0"), 3.5 / 27));
    }
}
