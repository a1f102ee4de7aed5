package org.retort.plugin.distillation.relation;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.GeneratorTaps;
import org.retort.plugin.distillation.block.Patches;
import org.retort.plugin.distillation.block.PositionTaps;
import org.retort.plugin.distillation.block.RowTaps;
import org.retort.plugin.distillation.block.Rows;
import org.retort.plugin.distillation.block.Scalars;
import org.retort.plugin.distillation.block.TapPair;

/**
 * The average over taps of |r(F_S F_S^T) - r(F_T F_T^T)|_F^2 / n^2, r scaling rows to length 1 and F having n rows: one for
 * each image of the batch (similarity-preserving distillation, Tung and Mori 2019, arXiv 1907.09682), or one for each
 * position, for each image by itself (semantic relation preserving distillation, Li et al. 2020, arXiv 2104.15082). Channels need not
 * agree; the memory of the form by positions grows with (H W)^2, which {@code pool} holds down.
 */
@Component(service = DistillationLoss.class)
@Plugin(
        id = "semantic-relation",
        title = "Semantic relation",
        summary = "Distance of similarities between images (SP, Tung and Mori 2019) or between positions"
                + " (Li et al. 2020).")
public final class SemanticRelation implements DistillationLoss<SemanticRelation.Parameters> {
    private static final String ID = "semantic-relation";

    /** What is related. */
    public enum Form {
        /** Images of the batch with one another. */
        BATCH,
        /** Positions of each image with one another. */
        SPATIAL
    }

    /**
     * What to relate.
     *
     * @param taps taps of the student's generator
     * @param teacherTaps taps of the teacher's; empty for the same names
     * @param form images or positions
     * @param resize in form spatial, whether the larger feature map is pooled
     * @param pool side of a patch
     */
    public record Parameters(
            @Parameter(summary = GeneratorTaps.SUMMARY, value = GeneratorTaps.USUAL) List<String> taps,
            @Parameter(summary = GeneratorTaps.TEACHER_SUMMARY, value = "") List<String> teacherTaps,
            @Parameter(
                            summary = "What is related: images of the batch, or positions of an image.",
                            value = "batch")
                    Form form,
            @Parameter(summary = PositionTaps.RESIZE_SUMMARY, value = "false") boolean resize,
            @Parameter(
                            summary = "In form spatial, side of the squares of positions that are averaged first.",
                            value = "1",
                            min = 1)
                    int pool) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Side side() {
        return Side.GENERATOR;
    }

    @Override
    public int minimumBatch(Parameters parameters) {
        return parameters.form() == Form.BATCH ? 2 : 1;
    }

    @Override
    public SDVariable build(TrainingStep step, double weight, Parameters parameters) {
        return Scalars.mean(
                parameters.form() == Form.BATCH ? images(step, parameters) : positions(step, parameters),
                (student, teacher) -> Distance.L2.of(relations(step, student), relations(step, teacher)));
    }

    private static List<TapPair> images(TrainingStep step, Parameters parameters) {
        return new RowTaps(parameters.taps(), parameters.teacherTaps(), false).pairs(step, ID);
    }

    private static List<TapPair> positions(TrainingStep step, Parameters parameters) {
        return new PositionTaps(parameters.taps(), parameters.teacherTaps(), parameters.resize()).pairs(step, ID).stream()
                .map(pair -> pair.with(
                        Rows.ofPositions(step, Patches.of(step, ID, pair.student(), parameters.pool())),
                        Rows.ofPositions(step, Patches.of(step, ID, pair.teacher(), parameters.pool()))))
                .toList();
    }

    private static SDVariable relations(TrainingStep step, SDVariable rows) {
        return Rows.unit(step, Rows.products(rows, rows));
    }
}
