package org.retort.experiment.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.ClassifierDescriptor;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.internal.data.OpenedDataset;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.run.GeneratorMetadata;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * The generator of a finished run.
 *
 * @param metadata which run trained it, and its images and labels
 * @param descriptor how it was trained
 * @param plugins what draws it
 * @param weights its parameters by name
 */
public record FinishedGenerator(
        GeneratorMetadata metadata, RunDescriptor descriptor, NetworkPlugins plugins, Map<String, Tensor> weights) {
    /**
     * Opens the generator of a run. Its file tells images and labels; the data set is opened, and no image read, only
     * where the file is older than that.
     *
     * @throws InputException where the run is not finished or has no generator, or its plugins are not there, or
     *     neither its file nor its data set tells images and labels
     */
    public static FinishedGenerator of(Workspace workspace, String id, PluginCatalog catalog) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        if (state != RunState.FINISHED) {
            throw new InputException("run " + id + " is " + state.text() + "; only a finished run has a generator to take"
                    + " away. Resume it: retort resume " + id);
        }
        if (run.description().kind().equals(ClassifierDescriptor.CLASSIFIER)) {
            throw new InputException("run " + id + " has trained a classifier, not a generator; its file is "
                    + run.artifacts().resolve(RunCreation.CLASSIFIER));
        }
        RunDescriptor descriptor =
                Descriptors.readRun(run.description().descriptor(), "descriptor of run " + id, catalog);
        Path file = run.artifacts().resolve(RunCreation.GENERATOR);
        Safetensors.Contents contents = Safetensors.read(file);
        List<String> missing = GeneratorMetadata.missing(contents.metadata());
        GeneratorMetadata metadata = missing.isEmpty()
                ? GeneratorMetadata.read(contents.metadata(), file)
                : ofDataset(run, descriptor, file, missing);
        return new FinishedGenerator(metadata, descriptor, NetworkPlugins.of(descriptor), contents.tensors());
    }

    private static GeneratorMetadata ofDataset(
            RunFolder run, RunDescriptor descriptor, Path file, List<String> missing) {
        try (OpenedDataset dataset = OpenedDataset.of(descriptor.dataset())) {
            return GeneratorMetadata.of(run.description().uuid(), run.description().name(), dataset.images());
        } catch (InputException e) {
            throw new InputException(file + ", which an older Retort wrote, has no metadata "
                    + String.join(", ", missing) + ", and the data set that would tell them cannot be opened ("
                    + e.getMessage() + "): put it there for this once, or train the run again by retort rerun "
                    + run.id(), e);
        }
    }
}
