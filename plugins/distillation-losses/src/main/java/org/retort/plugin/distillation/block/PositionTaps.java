package org.retort.plugin.distillation.block;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;

/**
 * What a loss compares position by position: the parameters of such losses. Channels need not agree.
 *
 * @param taps taps of the student's generator
 * @param teacherTaps taps of the teacher's; empty for the same names
 * @param resize whether the larger of two feature maps is pooled
 */
public record PositionTaps(
        @Parameter(summary = GeneratorTaps.SUMMARY, value = GeneratorTaps.USUAL) List<String> taps,
        @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
        @Parameter(summary = RESIZE_SUMMARY, value = "false") boolean resize) {
    /** What {@code resize} is, for losses that have further parameters. */
    public static final String RESIZE_SUMMARY =
            "Whether the larger of two feature maps is pooled to the smaller; otherwise sizes must be equal.";

    /**
     * The feature maps of the two generators, of equal height and width.
     *
     * @param loss id of the loss, for messages
     * @throws org.retort.api.plugin.InputException where sizes differ and are not to be changed, or cannot be
     */
    public List<TapPair> pairs(TrainingStep step, String loss) {
        return TapPair.ofGenerators(step, loss, taps, teacherTaps).stream()
                .map(pair -> {
                    List<SDVariable> sized = Adaptor.sameSize(step, loss, pair.student(), pair.teacher(), resize);
                    return pair.with(sized.get(0), sized.get(1));
                })
                .toList();
    }
}
