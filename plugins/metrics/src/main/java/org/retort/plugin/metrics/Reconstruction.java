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
 * How well a translation can be undone: G(G(x, c), c') against the source x of label c'. {@code reconstruction-l1} is
 * the mean absolute difference (0 to 2), {@code reconstruction-ssim} the structural similarity (at most 1).
 */
@Component(service = Metric.class)
@Plugin(
        id = "reconstruction",
        title = "Reconstruction",
        summary = "L1 and SSIM of images translated there and back to their sources.")
public final class Reconstruction implements Metric<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, NoParameters parameters) {
        ImageComparison comparison = new ImageComparison();
        return new Measurement() {
            @Override
            public void accept(TranslationBatch batch) {
                comparison.accept(generator.translate(batch.output(), batch.sourceLabel()), batch.source());
            }

            @Override
            public List<MetricValue> finish() {
                if (comparison.isEmpty()) {
                    return List.of();
                }
                return List.of(
                        new MetricValue("reconstruction-l1", comparison.l1(), "", Direction.LOWER),
                        new MetricValue(
                                "reconstruction-ssim", comparison.structuralSimilarity(), "", Direction.HIGHER));
            }
        };
    }
}
