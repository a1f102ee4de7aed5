package org.retort.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric.Measurement;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.NoParameters;
import org.retort.api.tensor.Tensor;

class MetricsTest {
    private static final int SIZE = 12;
    private static final NoParameters NONE = new NoParameters();

    @Test
    void similarityToTheTeacherIsMeasuredOverAllBatches() {
        Measurement measurement = new TeacherSimilarity().measure(new Halving(), NONE);
        measurement.accept(batch(image(0.5f), image(0.5f), Optional.of(image(0.3f)), Optional.empty()));
        measurement.accept(batch(image(0.5f), image(0.5f), Optional.of(image(0.5f)), Optional.empty()));

        Map<String, Double> values = values(measurement);

        assertThat(values.get("l1-to-teacher")).isCloseTo(0.1, within(1e-6));
        // mean squared difference 0.02, range 2
        assertThat(values.get("psnr-to-teacher")).isCloseTo(10 * Math.log10(4 / 0.02), within(1e-4));
        assertThat(values.get("ssim-to-teacher")).isCloseTo((1 + 0.3004 / 0.3404) / 2, within(1e-6));
    }

    @Test
    void similarityToTheTeacherDoesNotApplyWithoutATeacher() {
        Measurement measurement = new TeacherSimilarity().measure(new Halving(), NONE);
        measurement.accept(batch(image(0.5f), image(0.5f), Optional.empty(), Optional.empty()));

        assertThat(measurement.finish()).isEmpty();
    }

    @Test
    void theTrueImageAchievesTheWholeChangeAndTheSourceNone() {
        Tensor source = image(-0.5f);
        Tensor truth = withFirstRow(source, 0.5f);

        assertThat(truthError(source, truth, truth)).containsEntry("change-achieved", 1.0);
        assertThat(truthError(source, source, truth)).containsEntry("change-achieved", 0.0);
    }

    @Test
    void halfTheAskedChangeIsHalfAchieved() {
        Tensor source = image(-0.5f);
        Tensor truth = withFirstRow(source, 0.5f);

        Map<String, Double> values = truthError(source, withFirstRow(source, 0), truth);

        assertThat(values.get("change-achieved")).isCloseTo(0.5, within(1e-9));
        assertThat(values.get("l1-to-truth")).isCloseTo(0.5 / SIZE, within(1e-9));
        assertThat(values.get("source-l1-to-truth")).isCloseTo(1.0 / SIZE, within(1e-9));
        assertThat(values.get("change-elsewhere")).isZero();
    }

    @Test
    void changesWhereNoneWereAskedForCountApart() {
        Tensor source = image(-0.5f);
        Tensor truth = withFirstRow(source, 0.5f);

        Map<String, Double> values = truthError(source, withFirstRow(image(-0.25f), 0.5f), truth);

        assertThat(values.get("change-achieved")).isEqualTo(1);
        assertThat(values.get("change-elsewhere")).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void errorAgainstTheTruthDoesNotApplyWhereNoTruthIsKnown() {
        Measurement measurement = new TruthError().measure(new Halving(), NONE);
        measurement.accept(batch(image(0.5f), image(0.5f), Optional.empty(), Optional.empty()));

        assertThat(measurement.finish()).isEmpty();
    }

    @Test
    void reconstructionTranslatesTheOutputBackToTheSourcesLabel() {
        Halving generator = new Halving();
        Measurement measurement = new Reconstruction().measure(generator, NONE);
        measurement.accept(batch(image(0.8f), image(0.4f), Optional.empty(), Optional.empty()));

        Map<String, Double> values = values(measurement);

        assertThat(values.get("reconstruction-l1")).isCloseTo(0.6, within(1e-6));
        assertThat(values.get("reconstruction-ssim")).isCloseTo(0.3204 / 0.6804, within(1e-6));
        assertThat(generator.labels).singleElement().satisfies(label -> assertThat(label.data()).containsExactly(1, 0));
    }

    @Test
    void efficiencyReportsTheCostsAndTranslatesSingleImages() {
        Halving generator = new Halving();
        Measurement measurement = new Efficiency().measure(generator, new Efficiency.Parameters(2, 3));
        measurement.accept(batch(image(0.8f), image(0.4f), Optional.empty(), Optional.empty()));

        Map<String, Double> values = values(measurement);

        assertThat(values).containsEntry("parameters", 7.0).containsEntry("multiply-adds", 11.0);
        assertThat(values).containsEntry("size", 13.0).containsEntry("peak-memory", 17.0);
        assertThat(values.get("latency-p50")).isPositive().isLessThanOrEqualTo(values.get("latency-p95"));
        assertThat(generator.labels).hasSize(5).allSatisfy(label -> assertThat(label.shape()).containsExactly(1, 2));
    }

    @Test
    void percentilesAreNearestRanks() {
        long[] times = new long[20];
        Arrays.setAll(times, i -> i + 1);

        assertThat(Efficiency.percentile(times, 0.5)).isEqualTo(10);
        assertThat(Efficiency.percentile(times, 0.95)).isEqualTo(19);
        assertThat(Efficiency.percentile(new long[] {4}, 0.95)).isEqualTo(4);
    }

    private static Map<String, Double> truthError(Tensor source, Tensor output, Tensor truth) {
        Measurement measurement = new TruthError().measure(new Halving(), NONE);
        measurement.accept(batch(source, output, Optional.empty(), Optional.of(truth)));
        return values(measurement);
    }

    private static Map<String, Double> values(Measurement measurement) {
        return measurement.finish().stream().collect(Collectors.toMap(MetricValue::name, MetricValue::value));
    }

    private static TranslationBatch batch(
            Tensor source, Tensor output, Optional<Tensor> teacher, Optional<Tensor> truth) {
        Tensor sourceLabel = new Tensor(new long[] {1, 2}, new float[] {1, 0});
        Tensor targetLabel = new Tensor(new long[] {1, 2}, new float[] {1, 1});
        return new TranslationBatch(
                List.of("face"), source, sourceLabel, "smile", targetLabel, output, teacher, truth);
    }

    private static Tensor image(float value) {
        Tensor image = Tensor.zeros(1, 1, SIZE, SIZE);
        Arrays.fill(image.data(), value);
        return image;
    }

    private static Tensor withFirstRow(Tensor image, float value) {
        float[] data = image.data().clone();
        Arrays.fill(data, 0, SIZE, value);
        return new Tensor(image.shape(), data);
    }

    /** A generator that halves every value. */
    private static final class Halving implements MeasuredGenerator {
        final List<Tensor> labels = new ArrayList<>();

        @Override
        public Optional<Classifier> classifier() {
            return Optional.empty();
        }

        @Override
        public ImageFormat format() {
            return new ImageFormat(1, SIZE);
        }

        @Override
        public LabelSpace labels() {
            return LabelSpace.attributes(List.of("glasses", "smile"), List.of());
        }

        @Override
        public long parameters() {
            return 7;
        }

        @Override
        public long multiplyAdds() {
            return 11;
        }

        @Override
        public long bytesOnDisk() {
            return 13;
        }

        @Override
        public long peakMemory() {
            return 17;
        }

        @Override
        public boolean hasTeacher() {
            return false;
        }

        @Override
        public Tensor translate(Tensor image, Tensor label) {
            labels.add(label);
            float[] data = new float[image.data().length];
            for (int i = 0; i < data.length; i++) {
                data[i] = image.data()[i] / 2;
            }
            return new Tensor(image.shape(), data);
        }
    }
}
