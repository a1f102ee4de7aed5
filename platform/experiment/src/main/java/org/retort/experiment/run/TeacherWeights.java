package org.retort.experiment.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.api.loss.Side;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.Teaching;
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

    /** Those of the teachers that were trained before a run, in its order. */
    static List<TeacherWeights> before(Workspace workspace, RunFolder run, RunDescriptor descriptor) {
        List<String> names = descriptor.own().teachers().stream()
                .filter(teaching -> !teaching.online())
                .map(teaching -> teaching.teacher().name())
                .toList();
        List<String> ids = run.description().teachers();
        List<TeacherWeights> weights = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            weights.add(of(workspace, names.get(i), ids.get(i)));
        }
        return weights;
    }

    /** The parameters of the generator of the first teacher of a finished run; empty where it has none. */
    static Optional<Map<String, Tensor>> first(Workspace workspace, RunFolder run, RunDescriptor descriptor) {
        Optional<Teaching> first = descriptor.own().teachers().stream().findFirst();
        return first.map(teaching -> teaching.online()
                ? Safetensors.read(run.artifacts().resolve(
                                online(teaching.teacher().name(), RunCreation.GENERATOR)))
                        .tensors()
                : before(workspace, run, descriptor).get(0).generator());
    }

    /** The name of a file of weights that a run leaves of its online teacher. */
    static String online(String teacher, String file) {
        return teacher + "-" + file;
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
