package org.retort.experiment.export;

import java.nio.file.Path;
import java.util.Map;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.internal.data.SkipCount;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * The generator of a finished run.
 *
 * @param run id of the run
 * @param name name of the run
 * @param uuid of the run
 * @param descriptor how it was trained
 * @param plugins what draws it
 * @param format the shape of its images
 * @param labels what it translates to
 * @param weights its parameters by name
 */
public record FinishedGenerator(
        String run,
        String name,
        String uuid,
        RunDescriptor descriptor,
        NetworkPlugins plugins,
        ImageFormat format,
        LabelSpace labels,
        Map<String, Tensor> weights) {
    /**
     * Opens the generator of a run; its data set is opened for labels and the shape of images, no image is read.
     *
     * @throws InputException where the run is not finished, or its plugins or data set are not there
     */
    public static FinishedGenerator of(Workspace workspace, String id, PluginCatalog catalog) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        if (state != RunState.FINISHED) {
            throw new InputException("run " + id + " is " + state.text() + "; only a finished run has a generator to take"
                    + " away. Resume it: retort resume " + id);
        }
        RunDescriptor descriptor =
                Descriptors.readRun(run.description().descriptor(), "descriptor of run " + id, catalog);
        Map<String, Tensor> weights =
                Safetensors.read(run.artifacts().resolve(RunCreation.GENERATOR)).tensors();
        try (ImageDataset dataset = open((DatasetProvider<?>) descriptor.dataset().plugin().service(),
                descriptor.dataset().parameters())) {
            return new FinishedGenerator(
                    id,
                    run.description().name(),
                    run.description().uuid(),
                    descriptor,
                    NetworkPlugins.of(descriptor),
                    dataset.format(),
                    dataset.labels(),
                    weights);
        }
    }

    private static <P extends Record> ImageDataset open(DatasetProvider<P> provider, Record parameters) {
        return provider.open(
                provider.parameters().cast(parameters), new SkipCount(Path.of("").toAbsolutePath()));
    }
}
