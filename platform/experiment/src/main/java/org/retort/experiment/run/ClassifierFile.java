package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.retort.api.classifier.Classifier;
import org.retort.api.classifier.ClassifierProvider;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.experiment.descriptor.PluginUse;

/** A classifier in its file, and the plugin that reads it. */
record ClassifierFile(PluginUse plugin, Path file) {
    /** The classifier that others have trained; empty where the plugin is to train one. */
    static Optional<ClassifierFile> imported(PluginUse plugin) {
        return imported((ClassifierProvider<?>) plugin.plugin().service(), plugin.parameters())
                .map(file -> new ClassifierFile(plugin, file));
    }

    /**
     * The classifier that an experiment's section names; empty where there is no section.
     *
     * @throws InputException where its plugin would have to train it first
     */
    static Optional<ClassifierFile> of(Optional<PluginUse> section) {
        return section.map(plugin -> imported(plugin).orElseThrow(() -> new InputException("classifier "
                + plugin.plugin().id() + " names no file. Train one by a descriptor with dataset and classifier alone,"
                + " then set classifier.file to the classifier.zip among its run's artifacts")));
    }

    private static <P extends Record> Optional<Path> imported(ClassifierProvider<P> provider, Record parameters) {
        return provider.imported(provider.parameters().cast(parameters));
    }

    /** Opens it for the images of a data set. */
    Classifier open(LabelSpace labels, ImageFormat format) {
        return open((ClassifierProvider<?>) plugin.plugin().service(), labels, format);
    }

    private <P extends Record> Classifier open(ClassifierProvider<P> provider, LabelSpace labels, ImageFormat format) {
        return provider.open(file, labels, format, provider.parameters().cast(plugin.parameters()));
    }

    /** Which it is, in words. */
    String words() {
        return file.getFileName() + " (SHA-256 " + RunJournal.sha256(file) + ")";
    }

    /** Which it is, for the journal. */
    ObjectNode facts() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("plugin", plugin.plugin().id())
                .put("file", file.getFileName().toString())
                .put("sha256", RunJournal.sha256(file));
    }
}
