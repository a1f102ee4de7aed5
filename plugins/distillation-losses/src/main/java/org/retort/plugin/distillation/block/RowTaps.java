package org.retort.plugin.distillation.block;

import java.util.List;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;

/**
 * What a loss compares that relates the images of a batch to one another, each being a row of numbers: the parameters of
 * such losses.
 *
 * @param taps taps of the student's generator
 * @param teacherTaps taps of the teacher's; empty for the same names
 * @param pooled whether a row is the mean over positions or all features
 */
public record RowTaps(
        @Parameter(summary = GeneratorTaps.SUMMARY, value = GeneratorTaps.USUAL) List<String> taps,
        @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
        @Parameter(summary = "Whether feature maps are averaged over height and width first.", value = "true")
                boolean pooled) {
    /**
     * The rows of both generators, {@code [N, D]} with D features; D need not agree.
     *
     * @param loss id of the loss, for messages
     */
    public List<TapPair> pairs(TrainingStep step, String loss) {
        return TapPair.ofGenerators(step, loss, taps, teacherTaps).stream()
                .map(pair -> pair.with(
                        Rows.embedding(step, pair.student().value(), pooled),
                        Rows.embedding(step, pair.teacher().value(), pooled)))
                .toList();
    }
}
