package org.retort.experiment.plugin;

import org.retort.api.classifier.ClassifierProvider;
import org.retort.api.data.DatasetProvider;
import org.retort.api.loss.AdversarialObjective;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.metric.Metric;
import org.retort.api.model.DiscriminatorArchitecture;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.plugin.Configurable;

/** The kinds of plugin, and the interface that each implements. */
public enum PluginKind {
    /** Reads a data set. */
    DATASET("dataset", DatasetProvider.class),
    /** Draws a generator. */
    GENERATOR("generator", GeneratorArchitecture.class),
    /** Draws a discriminator. */
    DISCRIMINATOR("discriminator", DiscriminatorArchitecture.class),
    /** Sets generator and discriminator against each other. */
    OBJECTIVE("objective", AdversarialObjective.class),
    /** Lets a teacher guide a student. */
    LOSS("loss", DistillationLoss.class),
    /** Trains or reads a network that judges translations. */
    CLASSIFIER("classifier", ClassifierProvider.class),
    /** Measures a generator. */
    METRIC("metric", Metric.class);

    private final String word;
    private final Class<?> service;

    PluginKind(String word, Class<?> service) {
        this.word = word;
        this.service = service;
    }

    /** The word for the kind in descriptors, addresses and messages. */
    public String word() {
        return word;
    }

    /** The interface, a {@link Configurable}. */
    public Class<?> service() {
        return service;
    }
}
