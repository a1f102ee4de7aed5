package org.retort.plugin.metrics;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;

/**
 * Images against the true translations, where the data set knows them. With out, truth and source the values of an
 * image, the figures over all images and targets are
 *
 * <ul>
 *   <li>{@code l1-to-truth} and {@code ssim-to-truth} of out, and {@code source-l1-to-truth} and
 *       {@code source-ssim-to-truth} of the untranslated source: what doing nothing would score;
 *   <li>{@code change-achieved} = 1 - sum |out - truth| / sum |source - truth|, both sums over the values that the
 *       translation shall change: 1 for the true image, 0 for the untouched source, negative for worse than that;
 *   <li>{@code change-elsewhere} = mean |out - source| over the values that the translation shall leave alone.
 * </ul>
 *
 * A value shall change where source and truth differ by more than half a step of 8-bit images, 1/255. Does not apply
 * where no truth is known.
 */
@Component(service = Metric.class)
@Plugin(
        id = "truth-error",
        title = "Error against the truth",
        summary = "L1, SSIM and the share of the asked change that was achieved, where true translations are known.")
public final class TruthError implements Metric<NoParameters> {
    private static final double HALF_STEP = 1.0 / 255;

    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, NoParameters parameters) {
        return new TruthMeasurement();
    }

    private static final class TruthMeasurement implements Measurement {
        private final ImageComparison ofOutput = new ImageComparison();
        private final ImageComparison ofSource = new ImageComparison();
        private double asked;
        private double missed;
        private double elsewhere;
        private long untouched;

        @Override
        public void accept(TranslationBatch batch) {
            if (batch.truth().isEmpty()) {
                return;
            }
            ofOutput.accept(batch.output(), batch.truth().get());
            ofSource.accept(batch.source(), batch.truth().get());
            float[] source = batch.source().data();
            float[] output = batch.output().data();
            float[] truth = batch.truth().get().data();
            for (int i = 0; i < truth.length; i++) {
                double change = Math.abs((double) source[i] - truth[i]);
                if (change > HALF_STEP) {
                    asked += change;
                    missed += Math.abs((double) output[i] - truth[i]);
                } else {
                    elsewhere += Math.abs((double) output[i] - source[i]);
                    untouched++;
                }
            }
        }

        @Override
        public List<MetricValue> finish() {
            if (ofOutput.isEmpty()) {
                return List.of();
            }
            return List.of(
                    new MetricValue("l1-to-truth", ofOutput.l1(), "", Direction.LOWER),
                    new MetricValue("ssim-to-truth", ofOutput.structuralSimilarity(), "", Direction.HIGHER),
                    new MetricValue("source-l1-to-truth", ofSource.l1(), "", Direction.NONE),
                    new MetricValue("source-ssim-to-truth", ofSource.structuralSimilarity(), "", Direction.NONE),
                    new MetricValue("change-achieved", 1 - missed / asked, "", Direction.HIGHER),
                    new MetricValue("change-elsewhere", elsewhere / untouched, "", Direction.LOWER));
        }
    }
}
