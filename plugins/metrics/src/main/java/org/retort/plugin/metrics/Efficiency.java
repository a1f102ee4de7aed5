package org.retort.plugin.metrics;

import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.api.tensor.Tensor;

/**
 * What a generator costs: {@code parameters}, {@code multiply-adds} for one image (norms and activations are not
 * counted), {@code size} on disk as float32 safetensors, {@code peak-memory} of weights, inputs and results that are there
 * at one time while one image is translated, as the run's engine reports, and {@code latency-p50} and
 * {@code latency-p95} of that. Latencies are nearest-rank percentiles, and NaN where there was no image.
 */
@Component(service = Metric.class)
@Plugin(
        id = "efficiency",
        title = "Efficiency",
        summary = "Parameters, multiply-adds, size on disk, and of translating one image latency and peak memory: weights,"
                + " inputs and results that are there at one time, as the engine reports.")
public final class Efficiency implements Metric<Efficiency.Parameters> {
    /**
     * How latency is measured.
     *
     * @param warmUp translations before the first that counts
     * @param repetitions translations that count
     */
    public record Parameters(
            @Parameter(summary = "Translations before the first that is timed.", value = "5", min = 0) int warmUp,
            @Parameter(summary = "Translations that are timed.", value = "50", min = 1) int repetitions) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, Parameters parameters) {
        return new EfficiencyMeasurement(generator, parameters);
    }

    /** The nearest-rank percentile (share in (0, 1]) of times in ascending order. */
    static double percentile(long[] ascending, double share) {
        return ascending[(int) Math.ceil(share * ascending.length) - 1];
    }

    private static final class EfficiencyMeasurement implements Measurement {
        private final MeasuredGenerator generator;
        private final Parameters parameters;
        private Tensor image;
        private Tensor label;

        EfficiencyMeasurement(MeasuredGenerator generator, Parameters parameters) {
            this.generator = generator;
            this.parameters = parameters;
        }

        @Override
        public void accept(TranslationBatch batch) {
            if (image == null) {
                image = first(batch.source());
                label = first(batch.targetLabel());
            }
        }

        @Override
        public List<MetricValue> finish() {
            double median = Double.NaN;
            double tail = Double.NaN;
            if (image != null) {
                long[] nanoseconds = latencies();
                median = percentile(nanoseconds, 0.5) / 1e6;
                tail = percentile(nanoseconds, 0.95) / 1e6;
            }
            return List.of(
                    new MetricValue("parameters", generator.parameters(), "", Direction.LOWER),
                    new MetricValue("multiply-adds", generator.multiplyAdds(), "", Direction.LOWER),
                    new MetricValue("size", generator.bytesOnDisk(), "bytes", Direction.LOWER),
                    new MetricValue("peak-memory", generator.peakMemory(), "bytes", Direction.LOWER),
                    new MetricValue("latency-p50", median, "ms", Direction.LOWER),
                    new MetricValue("latency-p95", tail, "ms", Direction.LOWER));
        }

        private long[] latencies() {
            for (int i = 0; i < parameters.warmUp(); i++) {
                generator.translate(image, label);
            }
            long[] nanoseconds = new long[parameters.repetitions()];
            for (int i = 0; i < nanoseconds.length; i++) {
                long start = System.nanoTime();
                generator.translate(image, label);
                nanoseconds[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanoseconds);
            return nanoseconds;
        }

        /** The first entry of a batch as a batch of one. */
        private static Tensor first(Tensor batch) {
            long[] shape = batch.shape().clone();
            shape[0] = 1;
            return new Tensor(shape, batch.slice(0).data());
        }
    }
}
