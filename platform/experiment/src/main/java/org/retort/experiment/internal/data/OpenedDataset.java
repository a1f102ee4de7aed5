package org.retort.experiment.internal.data;

import java.nio.file.Path;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.experiment.descriptor.PluginUse;

/**
 * A data set that its plugin has opened; no image is read yet.
 *
 * @param images its images, as the plugin reads them
 * @param context counts what is left out
 */
public record OpenedDataset(ImageDataset images, SkipCount context) implements AutoCloseable {
    /**
     * Opens a data set; relative paths start at the folder that the process was started in.
     *
     * @throws org.retort.api.plugin.InputException where its plugin cannot open it
     */
    public static OpenedDataset of(PluginUse use) {
        SkipCount context = new SkipCount(Path.of("").toAbsolutePath());
        return new OpenedDataset(
                open((DatasetProvider<?>) use.plugin().service(), use.parameters(), context), context);
    }

    private static <P extends Record> ImageDataset open(
            DatasetProvider<P> provider, Record parameters, SkipCount context) {
        return provider.open(provider.parameters().cast(parameters), context);
    }

    @Override
    public void close() {
        images.close();
    }
}
