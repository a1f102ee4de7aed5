package org.retort.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.retort.api.classifier.Classification;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric.Measurement;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NoParameters;
import org.retort.api.tensor.Tensor;

/** With a classifier whose probabilities are the images' own pixels. */
class TargetAccuracyTest {
    private static final LabelSpace CLASSES = LabelSpace.classes(List.of("Happy", "Sad", "Neutral"));
    private static final LabelSpace ATTRIBUTES = LabelSpace.attributes(
            List.of("Black_Hair", "Blond_Hair", "Glasses"), List.of(List.of("Black_Hair", "Blond_Hair")));

    private static Tensor rows(float... values) {
        return new Tensor(new long[] {values.length / 3, 3}, values);
    }

    private static TranslationBatch batch(String target, Tensor source, Tensor truth, Tensor wanted, Tensor output) {
        return new TranslationBatch(
                List.of("a", "b"), source, truth, target, wanted, output, Optional.empty(), Optional.empty());
    }

    private static Map<String, Double> values(Measurement measurement) {
        return measurement.finish().stream().collect(Collectors.toMap(MetricValue::name, MetricValue::value));
    }

    private static Measurement measure(LabelSpace labels, boolean judged) {
        return new TargetAccuracy().measure(new Judged(labels, judged), new NoParameters());
    }

    @Test
    void theLikeliestClassCountsAndAllAreInTheConfusionMatrix() {
        Measurement measurement = measure(CLASSES, true);
        Tensor source = rows(0.6f, 0.3f, 0.1f, 0.2f, 0.5f, 0.3f);
        Tensor truth = rows(1, 0, 0, 0, 0, 1);
        measurement.accept(batch("Happy", source, truth, rows(1, 0, 0, 1, 0, 0), rows(0.4f, 0.3f, 0.3f, 0, 0, 1)));
        measurement.accept(batch("Sad", source, truth, rows(0, 1, 0, 0, 1, 0), rows(0, 1, 0, 0.1f, 0.8f, 0.1f)));

        assertThat(values(measurement)).containsAllEntriesOf(Map.of(
                "target-accuracy", 0.75,
                "target-accuracy-happy", 0.5,
                "target-accuracy-sad", 1.0,
                "source-accuracy", 0.5)).doesNotContainKey("others-changed");
        assertThat(measurement.files()).singleElement().satisfies(file -> assertThat(file.text()).isEqualTo(
                "asked\\seen,Happy,Sad,Neutral\nHappy,1,0,1\nSad,0,2,0\nNeutral,0,0,0\n"));
    }

    @Test
    void attributesThatWereNotToChangeArePreservedSaveForTheTargetsGroup() {
        Measurement measurement = measure(ATTRIBUTES, true);
        Tensor source = rows(0.9f, 0.1f, 0.2f, 0.8f, 0.2f, 0.7f);
        Tensor truth = rows(1, 0, 0, 1, 0, 0);
        // Both become blond, and the first gets glasses that nobody asked for.
        measurement.accept(
                batch("Blond_Hair", source, truth, rows(0, 1, 0, 0, 1, 0), rows(0, 0.9f, 0.6f, 0.1f, 0.2f, 0.9f)));

        Map<String, Double> values = values(measurement);
        assertThat(values.get("target-accuracy")).isEqualTo(0.5);
        assertThat(values.get("others-changed")).isEqualTo(0.5);
        assertThat(values.get("source-accuracy")).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(measurement.files()).isEmpty();
    }

    @Test
    void anAttributeThatIsToGoIsAchievedWhereItIsNotSeen() {
        Measurement measurement = measure(ATTRIBUTES, true);
        Tensor source = rows(0, 0, 0.9f, 0, 0, 0.8f);
        measurement.accept(batch("Glasses", source, rows(0, 0, 1, 0, 0, 1), rows(0, 0, 0, 0, 0, 0),
                rows(0, 0, 0.4f, 0, 0, 0.6f)));
        assertThat(values(measurement).get("target-accuracy")).isEqualTo(0.5);
    }

    @Test
    void withoutAClassifierTheMessageSaysWhatToWrite() {
        assertThatThrownBy(() -> measure(CLASSES, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("metric target-accuracy asks a classifier")
                .hasMessageContaining("classifier: {plugin:");
    }

    private record Judged(LabelSpace labels, boolean judged) implements MeasuredGenerator {
        @Override
        public Optional<Classifier> classifier() {
            return judged ? Optional.of(new Pixels()) : Optional.empty();
        }

        @Override
        public ImageFormat format() {
            return new ImageFormat(1, 1);
        }

        @Override
        public long parameters() {
            return 0;
        }

        @Override
        public long multiplyAdds() {
            return 0;
        }

        @Override
        public long bytesOnDisk() {
            return 0;
        }

        @Override
        public long peakMemory() {
            return 0;
        }

        @Override
        public boolean hasTeacher() {
            return false;
        }

        @Override
        public Tensor translate(Tensor image, Tensor label) {
            throw new AssertionError("nothing is translated anew");
        }
    }

    private static final class Pixels implements Classifier {
        @Override
        public Classification classify(Tensor image) {
            return new Classification(image, image);
        }

        @Override
        public void close() {}
    }
}
