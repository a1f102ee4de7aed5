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
 * A student's images against its teacher's, for the same sources and targets: {@code l1-to-teacher} (mean absolute
 * difference, 0 to 2), {@code psnr-to-teacher} (in dB, of the mean squared difference over all images) and
 * {@code ssim-to-teacher} (at most 1). Does not apply without a teacher.
 */
@Component(service = Metric.class)
@Plugin(
        id = "teacher-similarity",
        title = "Similarity to the teacher",
        summary = "L1, PSNR and SSIM (Wang et al. 2004) of the student's images to the teacher's.")
public final class TeacherSimilarity implements Metric<NoParameters> {
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
                batch.teacher().ifPresent(teacher -> comparison.accept(batch.output(), teacher));
            }

            @Override
            public List<MetricValue> finish() {
                if (comparison.isEmpty()) {
                    return List.of();
                }
                return List.of(
                        new MetricValue("l1-to-teacher", comparison.l1(), "", Direction.LOWER),
                        new MetricValue("psnr-to-teacher", comparison.peakSignalToNoise(), "dB", Direction.HIGHER),
                        new MetricValue(
                                "ssim-to-teacher", comparison.structuralSimilarity(), "", Direction.HIGHER));
            }
        };
    }
}
