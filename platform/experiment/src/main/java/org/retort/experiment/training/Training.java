package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Side;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.state.InitialValues;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.Teaching;
import org.retort.experiment.descriptor.TrainSection;

/**
 * A generator and its discriminator in training: their parameters and optimisers in an engine's memory, and one compiled
 * program for each side's step; and the trainings of online teachers, whose networks its steps read as they stand. Knows
 * no files. For one thread.
 */
public final class Training implements AutoCloseable {
    private final TrainSection train;
    private final EngineSession session;
    private final Map<String, Parameters> parameters = new LinkedHashMap<>();
    private final Map<String, Adam> optimisers = new LinkedHashMap<>();
    private final Map<Side, StepProgram> programs = new LinkedHashMap<>();
    private final Map<String, Training> onlineTeachers = new LinkedHashMap<>();

    /**
     * Draws and compiles the steps, and starts the networks' parameters.
     *
     * @param run what is trained
     * @param teachers weights of the teachers that are trained already, such as {@code teacher/generator} to (parameter
     *     to value); empty where the run has none
     * @param session owns the memory; stays open
     * @throws InputException where plugins do not fit together, in words
     */
    public Training(
            RunDescriptor run,
            LabelSpace labels,
            ImageFormat format,
            Map<String, Map<String, Tensor>> teachers,
            EngineSession session) {
        this.train = run.own().train();
        this.session = session;
        long seed = run.settings().seed();
        List<NetworkStart> starts = NetworkStart.of(run, labels, format);
        for (Teaching teaching : run.own().teachers()) {
            if (teaching.online()) {
                String name = teaching.teacher().name();
                Training teacher = new Training(run.ofTeacher(teaching.teacher()), labels, format, Map.of(), session);
                onlineTeachers.put(name, teacher);
                for (Side side : Side.values()) {
                    parameters.put(
                            NetworkPlugins.network(name, side),
                            teacher.parameters(NetworkPlugins.network(NetworkPlugins.OWN, side)));
                }
            }
        }
        for (Side side : List.of(Side.DISCRIMINATOR, Side.GENERATOR)) {
            StepTerms step = StepTerms.of(run, side, labels, format, DataType.FLOAT);
            String name = side == Side.GENERATOR ? "generator step" : "discriminator step";
            programs.put(side, new StepProgram(
                    name, step, session, (terms, network) -> started(terms, network, seed, teachers, starts), seed,
                    train.iterations()));
        }
        trained().forEach(network -> optimisers.put(
                network, session.adam(parameters.get(network), AdamSettings.STARGAN)));
    }

    private Parameters started(
            StepTerms step,
            String network,
            long seed,
            Map<String, Map<String, Tensor>> teachers,
            List<NetworkStart> starts) {
        return parameters.computeIfAbsent(network, name -> {
            Parameters made = session.allocate(step.graph().model().layout(name));
            Map<String, Tensor> values = !name.startsWith(NetworkPlugins.OWN + "/")
                    ? teachers.get(name)
                    : InitialValues.of(step.graph().model(), name, seed);
            if (values == null) {
                throw new InputException("a loss asks for network " + name + ", whose weights this run does not have");
            }
            for (NetworkStart start : starts) {
                if (start.network().equals(name)) {
                    values = start.values(values, teachers);
                }
            }
            made.write(values);
            return made;
        });
    }

    /**
     * One step of the discriminator, which ends in an update of its parameters.
     *
     * @param step from 1 to {@code train.iterations}
     * @return term name to value, unweighted
     */
    public Map<String, Double> discriminatorStep(Batch batch, long step) {
        return step(Side.DISCRIMINATOR, batch, step, train.startingDiscriminatorLearningRate());
    }

    /** One step of the generator, as {@link #discriminatorStep}. */
    public Map<String, Double> generatorStep(Batch batch, long step) {
        return step(Side.GENERATOR, batch, step, train.learningRate());
    }

    /**
     * How hard each term of a side's step pulls: the Euclidean norm of the gradient of the weighted term with respect to
     * the parameters of the side's own network, by the sum of these norms over all terms. Changes nothing; costs a
     * gradient for each term.
     *
     * @return term name to share, from 0 to 1; all 0 where no term has a gradient
     */
    public Map<String, Double> shares(Side side, Batch batch, long step) {
        return programs.get(side).shares(batch, step);
    }

    private Map<String, Double> step(Side side, Batch batch, long step, double rate) {
        StepProgram program = programs.get(side);
        Map<String, Double> terms = program.run(batch, step);
        // Judged before the update, so that the parameters stay those of the last good step.
        boolean finite = terms.values().stream().allMatch(Double::isFinite);
        if (finite) {
            double factor = train.schedule().factor((int) step, train.iterations());
            program.trained().forEach(network -> optimisers.get(network).step(rate * factor));
        }
        return terms;
    }

    /** Whether a generator step follows a discriminator step. */
    public boolean generatorFollows(long step) {
        return step % train.criticSteps() == 0;
    }

    /**
     * The trainings of the teachers that are trained together with this student, by their names: as they would be alone,
     * with the same values at the start and, from the same batches, after each step.
     */
    public Map<String, Training> onlineTeachers() {
        return Collections.unmodifiableMap(onlineTeachers);
    }

    /** The networks that are trained, without those of online teachers. */
    public List<String> trained() {
        Set<String> networks = new LinkedHashSet<>();
        programs.values().forEach(program -> networks.addAll(program.trained()));
        return new ArrayList<>(networks);
    }

    /** The parameters of a network, such as {@code own/generator}. */
    public Parameters parameters(String network) {
        return parameters.get(network);
    }

    /** The optimiser of a trained network. */
    public Adam optimiser(String network) {
        return optimisers.get(network);
    }

    /** All networks of the steps and their parameters. */
    public Map<String, Parameters> networks() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The compiled step of a side, for profiles. */
    public Program program(Side side) {
        return programs.get(side).program();
    }

    @Override
    public void close() {
        programs.values().forEach(StepProgram::close);
        optimisers.values().forEach(Adam::close);
        onlineTeachers.keySet().forEach(name -> parameters.keySet().removeIf(network -> network.startsWith(name + "/")));
        parameters.values().forEach(Parameters::close);
        onlineTeachers.values().forEach(Training::close);
    }
}
