package org.retort.plugin.distillation.block;

import java.util.List;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;

/**
 * What a loss compares that takes feature maps of any shapes: the parameters of such losses.
 *
 * @param taps taps of the student's generator
 * @param teacherTaps taps of the teacher's; empty for the same names
 */
public record GeneratorTaps(
        @Parameter(summary = SUMMARY, value = USUAL) List<String> taps,
        @Parameter(summary = TEACHER_SUMMARY, value = "") List<String> teacherTaps) {
    /** What {@code taps} is, for losses that have further parameters. */
    public static final String SUMMARY = "Taps of the student's generator.";

    /** What {@code teacherTaps} is, likewise. */
    public static final String TEACHER_SUMMARY =
            "Taps of the teacher's generator, one for each of taps; empty for the same names.";

    /** Where most losses look: the last feature map of the encoder and the first of the decoder. */
    public static final String USUAL = "encoder2,decoder0";

    /**
     * The feature maps while both generators translate the source images to the target labels.
     *
     * @param loss id of the loss, for messages
     */
    public List<TapPair> pairs(TrainingStep step, String loss) {
        return TapPair.ofGenerators(step, loss, taps, teacherTaps);
    }
}
