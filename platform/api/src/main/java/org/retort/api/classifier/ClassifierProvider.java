package org.retort.api.classifier;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.Configurable;

/**
 * A plugin that trains classifiers, or reads such as others have trained.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface ClassifierProvider<P extends Record> extends Configurable<P> {
    /** The file of a classifier that others have trained; empty where this plugin is to train one. */
    Optional<Path> imported(P parameters);

    /**
     * Trains a classifier; not called where one is imported.
     *
     * @param task images to train on, and where to tell how it goes
     * @param file where to write it, in whichever form {@link #open} reads
     * @return false where somebody asked to stop, and nothing was written
     */
    boolean train(ClassifierTask task, P parameters, Path file);

    /**
     * Reads a classifier.
     *
     * @param labels the labels that it is to tell
     * @param format the images that it will look at
     * @throws org.retort.api.plugin.InputException where the file is none or tells other labels, saying which
     */
    Classifier open(Path file, LabelSpace labels, ImageFormat format, P parameters);
}
