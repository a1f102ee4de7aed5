package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.Consumer;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.data.DatasetCache;
import org.retort.experiment.internal.data.DecodedDataset;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.internal.data.OpenedDataset;
import org.retort.history.journal.Workspace;

/**
 * A data set, open and decoded.
 *
 * @param dataset as its plugin reads it
 * @param decoded all images and labels
 */
record RunData(ImageDataset dataset, DecodedDataset decoded) implements AutoCloseable {
    /** @param progress told in words what is done while that takes long */
    static RunData open(PluginUse plugin, Workspace workspace, Consumer<String> progress) {
        OpenedDataset opened = OpenedDataset.of(plugin);
        try {
            return new RunData(
                    opened.images(),
                    new DatasetCache(workspace.cache()).decoded(opened.images(), opened.context(), progress));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** A split to measure on. */
    DecodedSplit measured(Split split) {
        DecodedSplit measured = decoded.split(split);
        if (measured.count() == 0) {
            throw new InputException("evaluate.split is " + split.name().toLowerCase(Locale.ROOT)
                    + ", of which the data set has no image");
        }
        return measured;
    }

    /** The images of a split to measure on, with the labels of targets. */
    TestFaces faces(Split split) {
        return new TestFaces(measured(split), decoded.format(), decoded.labels());
    }

    /** How many images and labels there are, for the journal. */
    ObjectNode facts() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode splits = body.putObject("splits");
        for (Split split : Split.values()) {
            DecodedSplit images = decoded.split(split);
            ObjectNode part = splits.putObject(split.name().toLowerCase(Locale.ROOT)).put("count", images.count());
            ObjectNode labels = part.putObject("labels");
            int[] counts = images.labelCounts();
            for (int i = 0; i < counts.length; i++) {
                labels.put(decoded.labels().names().get(i), counts[i]);
            }
        }
        ObjectNode skipped = body.putObject("skipped").put("count", decoded.skipped());
        decoded.reasons().forEach(skipped.putArray("reasons")::add);
        return body;
    }

    @Override
    public void close() {
        dataset.close();
    }
}
