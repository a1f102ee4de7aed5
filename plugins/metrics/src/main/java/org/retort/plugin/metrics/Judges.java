package org.retort.plugin.metrics;

import org.retort.api.classifier.Classifier;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.plugin.InputException;

/** Finds the classifier that metrics ask for. */
final class Judges {
    private Judges() {}

    /** @throws InputException where the experiment names none */
    static Classifier of(MeasuredGenerator generator, String metric) {
        return generator.classifier().orElseThrow(() -> new InputException("metric " + metric
                + " asks a classifier, and the experiment names none; add a section such as"
                + " classifier: {plugin: keras, file: ...}"));
    }
}
