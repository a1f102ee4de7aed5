package org.retort.api.data;

import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.plugin.Configurable;

/**
 * A plugin that reads a data set.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface DatasetProvider<P extends Record> extends Configurable<P> {
    /**
     * Opens the data set: finds its files, reads its labels and checks both. Images are decoded later, once, into the
     * platform's cache.
     *
     * @throws org.retort.api.plugin.InputException where a file is missing or not what it should be, naming it and
     *     what was expected
     */
    ImageDataset open(P parameters, DatasetContext context);
}
