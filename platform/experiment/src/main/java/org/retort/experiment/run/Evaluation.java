package org.retort.experiment.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.training.Translator;

/** Measures a trained generator by the metrics that the descriptor names. */
final class Evaluation {
    private static final int BATCH = 16;

    private final ImageDataset dataset;
    private final TestFaces faces;
    private final int count;
    private final Translator own;
    private final Optional<Translator> teacher;

    /**
     * @param count the number of images to measure on
     */
    Evaluation(ImageDataset dataset, TestFaces faces, int count, Translator own, Optional<Translator> teacher) {
        this.dataset = dataset;
        this.faces = faces;
        this.count = count;
        this.own = own;
        this.teacher = teacher;
    }

    /** The number of images there are to measure on, at most those that were asked for. */
    static int count(DecodedSplit split, int wanted) {
        return Math.min(wanted, split.count());
    }

    List<MetricValue> run(List<PluginUse> metrics, MeasuredGenerator generator) {
        List<Metric.Measurement> measurements = new ArrayList<>();
        for (PluginUse metric : metrics) {
            measurements.add(begin((Metric<?>) metric.plugin().service(), generator, metric.parameters()));
        }
        for (int from = 0; from < count; from += BATCH) {
            int size = Math.min(BATCH, count - from);
            for (int target = 0; target < faces.targetNames().size(); target++) {
                TranslationBatch batch = batch(from, size, target);
                measurements.forEach(measurement -> measurement.accept(batch));
            }
        }
        List<MetricValue> values = new ArrayList<>();
        for (Metric.Measurement measurement : measurements) {
            for (MetricValue value : measurement.finish()) {
                if (values.stream().anyMatch(other -> other.name().equals(value.name()))) {
                    throw new InputException("two metrics report a figure named " + value.name()
                            + "; leave one of them out of metrics");
                }
                values.add(value);
            }
        }
        return values;
    }

    private static <P extends Record> Metric.Measurement begin(
            Metric<P> metric, MeasuredGenerator generator, Record parameters) {
        return metric.measure(generator, metric.parameters().cast(parameters));
    }

    private TranslationBatch batch(int from, int size, int target) {
        List<String> names = faces.names(from, size);
        Tensor source = faces.images(from, size);
        Tensor wanted = faces.labels(from, size, target);
        return new TranslationBatch(
                names,
                source,
                faces.labels(from, size),
                faces.targetNames().get(target),
                wanted,
                own.translate(source, wanted),
                teacher.map(translator -> translator.translate(source, wanted)),
                truth(names, wanted, source.shape()));
    }

    private Optional<Tensor> truth(List<String> names, Tensor wanted, long[] shape) {
        Tensor truth = Tensor.zeros(shape);
        ImageFormat format = dataset.format();
        for (int i = 0; i < names.size(); i++) {
            Optional<byte[]> pixels = dataset.truth(names.get(i), wanted.slice(i).data());
            if (pixels.isEmpty()) {
                return Optional.empty();
            }
            for (int j = 0; j < format.bytes(); j++) {
                truth.data()[i * format.bytes() + j] = DecodedSplit.normalised(pixels.get()[j]);
            }
        }
        return Optional.of(truth);
    }
}
