package org.retort.experiment.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.loss.Side;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * The weights of one of a student's teachers.
 *
 * @param name the teacher's name
 * @param run id of the teacher's run
 * @param file its generator
 * @param networks {@code NAME/generator} and {@code NAME/discriminator} to their parameters
 */
record TeacherWeights(String name, String run, Path file, Map<String, Map<String, Tensor>> networks) {
    static final String DISCRIMINATOR = "discriminator.safetensors";

    /** Those of all teachers of a run, in its order. */
    static List<TeacherWeights> of(Workspace workspace, RunFolder run, RunDescriptor descriptor) {
        List<String> ids = run.description().teachers();
        List<TeacherWeights> weights = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            weights.add(of(workspace, descriptor.own().teachers().get(i).teacher().name(), ids.get(i)));
        }
        return weights;
    }

    private static TeacherWeights of(Workspace workspace, String name, String id) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        if (state != RunState.FINISHED) {
            throw new InputException("the teacher, run " + id + ", is " + state.text()
                    + "; a student needs a finished one. Resume it: retort resume " + id);
        }
        Path generator = run.artifacts().resolve(RunCreation.GENERATOR);
        Map<String, Map<String, Tensor>> networks = new LinkedHashMap<>();
        networks.put(NetworkPlugins.network(name, Side.GENERATOR), Safetensors.read(generator).tensors());
        networks.put(
                NetworkPlugins.network(name, Side.DISCRIMINATOR),
                Safetensors.read(run.artifacts().resolve(DISCRIMINATOR)).tensors());
        return new TeacherWeights(name, id, generator, networks);
    }

    /** The parameters of its generator. */
    Map<String, Tensor> generator() {
        return networks.get(NetworkPlugins.network(name, Side.GENERATOR));
    }
}
