package org.retort.experiment.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.ImageFormat;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricFile;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.data.DecodedDataset;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.training.Translator;

/** Measures a trained generator by the metrics that the descriptor names. */
final class Evaluation {
    private static final int BATCH = 16;

    private final RunData data;
    private final MeasuredOn measuredOn;
    private final TestFaces faces;
    private final Translator own;
    private final Optional<Translator> teacher;

    /**
     * What the metrics came to.
     *
     * @param figures of one metric each
     * @param files what there is to keep beside them
     */
    record Report(List<Figures> figures, List<MetricFile> files) {
        List<MetricValue> values() {
            return figures.stream().flatMap(one -> one.values().stream()).toList();
        }
    }

    /**
     * The figures of one metric.
     *
     * @param protocol how they came about, in words; may be empty
     */
    record Figures(List<MetricValue> values, String protocol) {}

    Evaluation(RunData data, MeasuredOn measuredOn, Translator own, Optional<Translator> teacher) {
        this.data = data;
        this.measuredOn = measuredOn;
        this.faces = data.faces(measuredOn.split());
        this.own = own;
        this.teacher = teacher;
    }

    /** The number of images there are to measure on, at most those that were asked for. */
    static int count(DecodedSplit split, int wanted) {
        return Math.min(wanted, split.count());
    }

    /**
     * Measures.
     *
     * @param summary the generator's size
     * @param weights the generator's file
     */
    Report run(List<PluginUse> metrics, NetworkSummary summary, Path weights) {
        DecodedDataset decoded = data.decoded();
        Optional<Classifier> classifier = measuredOn.classifier()
                .map(file -> new RememberingClassifier(file.open(decoded.labels(), decoded.format())));
        try {
            return run(metrics, new TrainedGenerator(
                    decoded.format(), decoded.labels(), summary, weights, teacher.isPresent(), classifier, own));
        } finally {
            classifier.ifPresent(Classifier::close);
        }
    }

    private Report run(List<PluginUse> metrics, MeasuredGenerator generator) {
        List<Metric.Measurement> measurements = new ArrayList<>();
        for (PluginUse metric : metrics) {
            measurements.add(begin((Metric<?>) metric.plugin().service(), generator, metric.parameters()));
        }
        for (int from = 0; from < measuredOn.images(); from += BATCH) {
            int size = Math.min(BATCH, measuredOn.images() - from);
            Tensor source = faces.images(from, size);
            for (int target = 0; target < faces.targetNames().size(); target++) {
                TranslationBatch batch = batch(source, from, size, target);
                measurements.forEach(measurement -> measurement.accept(batch));
            }
        }
        Set<String> names = new HashSet<>();
        List<Figures> figures = new ArrayList<>();
        List<MetricFile> files = new ArrayList<>();
        for (int i = 0; i < measurements.size(); i++) {
            Metric.Measurement measurement = measurements.get(i);
            List<MetricValue> values = measurement.finish();
            for (MetricValue value : values) {
                if (!names.add(value.name())) {
                    throw new InputException("two metrics report a figure named " + value.name()
                            + "; leave one of them out of metrics");
                }
            }
            figures.add(new Figures(values, protocol(metrics.get(i), measurement)));
            files.addAll(measurement.files());
        }
        return new Report(figures, files);
    }

    /** What the metric tells of how it measured, after the classifier where it asks it, and before the images. */
    private String protocol(PluginUse metric, Metric.Measurement measurement) {
        List<String> parts = new ArrayList<>();
        if (((Metric<?>) metric.plugin().service()).asksClassifier()) {
            measuredOn.classifier().ifPresent(file -> parts.add("classifier " + file.words()));
        }
        if (!measurement.protocol().isEmpty()) {
            parts.add(measurement.protocol());
        }
        if (!parts.isEmpty()) {
            parts.add(measuredOn.words());
        }
        return String.join("; ", parts);
    }

    private static <P extends Record> Metric.Measurement begin(
            Metric<P> metric, MeasuredGenerator generator, Record parameters) {
        return metric.measure(generator, metric.parameters().cast(parameters));
    }

    private TranslationBatch batch(Tensor source, int from, int size, int target) {
        List<String> names = faces.names(from, size);
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
        ImageFormat format = data.decoded().format();
        for (int i = 0; i < names.size(); i++) {
            Optional<byte[]> pixels = data.dataset().truth(names.get(i), wanted.slice(i).data());
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
