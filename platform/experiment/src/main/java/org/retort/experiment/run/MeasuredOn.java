package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.retort.api.data.Split;

/**
 * What figures were measured on: the protocol that stands beside them in the journal.
 *
 * @param split part of the data set
 * @param images how many of its first images, each translated to every target
 * @param classifier what told labels from translations; empty where nothing did
 */
record MeasuredOn(Split split, int images, Optional<ClassifierFile> classifier) {
    /** The images in words. */
    String words() {
        return "first " + images + " images of split " + split.name().toLowerCase(Locale.ROOT);
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("split", split.name().toLowerCase(Locale.ROOT))
                .put("images", images);
        classifier.ifPresent(file -> node.set("classifier", file.facts()));
        return node;
    }
}
