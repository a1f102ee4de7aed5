package org.retort.experiment.descriptor;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a run does that trains a classifier. Written down it is the {@code descriptor} of its {@code run.json}: the
 * experiment's own keys, {@code member}, {@code dataset} and {@code classifier}.
 *
 * @param settings the keys that concern the whole
 * @param dataset the plugin that reads the data set
 * @param classifier the plugin that trains
 */
public record ClassifierDescriptor(Settings settings, PluginUse dataset, PluginUse classifier) {
    /** The kind of such runs, and the member that they are. */
    public static final String CLASSIFIER = "classifier";

    /** The run that an experiment without a teacher comes to. */
    public static ClassifierDescriptor of(Experiment experiment) {
        return new ClassifierDescriptor(
                experiment.settings(), experiment.dataset(), experiment.classifier().orElseThrow());
    }

    /** The document in which nothing is left to a default; {@link Descriptors#readClassifier} reads it back. */
    public ObjectNode toJson() {
        return ResolvedDescriptor.of(this);
    }
}
