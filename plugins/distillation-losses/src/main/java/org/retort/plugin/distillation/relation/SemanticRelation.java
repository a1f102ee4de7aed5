package org.retort.plugin.distillation.relation;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.loss.Adaptor;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.block.Patches;
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
                + " (Zhang et al. 2021).")
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
            @Parameter(summary = "Taps of the student's generator.", value = "encoder2,decoder0") List<String> taps,
            @Parameter(
                            summary = "Taps of the teacher's generator, one for each of taps; empty for the same names.",
                            value = "")
                    List<String> teacherTaps,
            @Parameter(
                            summary = "What is related: images of the batch, or positions of an image.",
                            value = "batch")
                    Form form,
            @Parameter(
                            summary = "Whether the larger of two feature maps is pooled to the smaller; otherwise sizes"
                                    + " must be equal.",
                            value = "false")
                    boolean resize,
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
        List<SDVariable> distances = new ArrayList<>();
        for (TapPair pair : TapPair.ofGenerators(step, ID, parameters.taps(), parameters.teacherTaps())) {
            distances.add(parameters.form() == Form.BATCH
                    ? Distance.L2.of(
                            relations(step, Rows.ofImages(step, pair.student().value())),
                            relations(step, Rows.ofImages(step, pair.teacher().value())))
                    : spatial(step, pair, parameters));
        }
        return Scalars.mean(distances);
    }

    private static SDVariable spatial(TrainingStep step, TapPair pair, Parameters parameters) {
        List<SDVariable> sized = Adaptor.sameSize(step, ID, pair.student(), pair.teacher(), parameters.resize());
        SDVariable student = Patches.of(step, ID, pair.student(), sized.get(0), parameters.pool());
        SDVariable teacher = Patches.of(step, ID, pair.teacher(), sized.get(1), parameters.pool());
        return Distance.L2.of(
                relations(step, Rows.ofPositions(step, student)), relations(step, Rows.ofPositions(step, teacher)));
    }

    private static SDVariable relations(TrainingStep step, SDVariable rows) {
        return Rows.unit(step, Rows.products(rows, rows));
    }
}
