package org.retort.experiment.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.plan.RunCreation;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * The weights of a student's teacher.
 *
 * @param run id of the teacher's run
 * @param file its generator
 * @param networks {@code teacher/generator} and {@code teacher/discriminator} to their parameters
 */
record TeacherWeights(String run, Path file, Map<String, Map<String, Tensor>> networks) {
    static final String DISCRIMINATOR = "discriminator.safetensors";

    static TeacherWeights of(Workspace workspace, String id) {
        RunFolder run = RunFolder.open(workspace, id);
        RunState state = run.state();
        if (state != RunState.FINISHED) {
            throw new InputException("the teacher, run " + id + ", is " + state.text()
                    + "; a student needs a finished one. Resume it: retort resume " + id);
        }
        Path generator = run.artifacts().resolve(RunCreation.GENERATOR);
        Map<String, Map<String, Tensor>> networks = new LinkedHashMap<>();
        networks.put(NetworkPlugins.network(Role.TEACHER, Side.GENERATOR), Safetensors.read(generator).tensors());
        networks.put(
                NetworkPlugins.network(Role.TEACHER, Side.DISCRIMINATOR),
                Safetensors.read(run.artifacts().resolve(DISCRIMINATOR)).tensors());
        return new TeacherWeights(id, generator, networks);
    }
}
