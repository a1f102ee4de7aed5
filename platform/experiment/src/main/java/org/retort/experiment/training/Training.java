package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.retort.engine.state.InitialValues;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.Teaching;
import org.retort.experiment.descriptor.TrainSection;

/**
 * A generator and its discriminator in training: their parameters and optimisers in an engine's memory, and compiled
 * programs of their steps; and the trainings of online teachers, whose networks its steps read as they stand. A
 * generator step works on the batch of the discriminator step before it and goes on from the translations that were made
 * there: the generator has not changed in between. Knows no files. For one thread.
 */
public final class Training implements AutoCloseable {
    private static final String DISCRIMINATOR_STEP = "discriminator step";
    private static final String GENERATOR_STEP = "generator step";
    private static final long NONE = 0;

    private final TrainSection train;
    private final EngineSession session;
    private final Map<String, Parameters> parameters = new LinkedHashMap<>();
    private final Map<String, Adam> optimisers = new LinkedHashMap<>();
    private final long seed;
    private final Map<Side, StepTerms> terms = new EnumMap<>(Side.class);
    private final Map<Side, TermShares> shares = new EnumMap<>(Side.class);
    /** Of the steps that no generator step follows; empty where there are none. */
    private final Optional<StepProgram> discriminatorAlone;
    private final StepProgram both;
    private long waiting = NONE;
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
        seed = run.settings().seed();
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
        List<StepTerms> drawn = StepTerms.both(run, labels, format, DataType.FLOAT);
        drawn.forEach(step -> terms.put(step.side(), step));
        both = program(DISCRIMINATOR_STEP + ", then " + GENERATOR_STEP, drawn, teachers, starts);
        discriminatorAlone = train.criticSteps() == 1
                ? Optional.empty()
                : Optional.of(program(
                        DISCRIMINATOR_STEP,
                        List.of(StepTerms.of(run, Side.DISCRIMINATOR, labels, format, DataType.FLOAT)),
                        teachers,
                        starts));
        trained().forEach(network -> optimisers.put(
                network, session.adam(parameters.get(network), AdamSettings.STARGAN)));
    }

    private StepProgram program(
            String name,
            List<StepTerms> steps,
            Map<String, Map<String, Tensor>> teachers,
            List<NetworkStart> starts) {
        return new StepProgram(
                name, steps, session, (step, network) -> started(step, network, teachers, starts), seed,
                train.iterations());
    }

    private Parameters started(
            StepTerms step,
            String network,
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
        boolean follows = generatorFollows(step);
        StepProgram program = follows ? both : discriminatorAlone.orElse(both);
        waiting = NONE;
        Map<String, Double> values =
                updated(Side.DISCRIMINATOR, program.run(batch, step), step, train.startingDiscriminatorLearningRate());
        waiting = follows ? step : NONE;
        return values;
    }

    /**
     * The step of the generator that follows a discriminator step, on the same batch; it ends in an update of the
     * generator's parameters.
     *
     * @param step the step of {@link #discriminatorStep} just before, one of those that {@link #generatorFollows}
     * @return term name to value, unweighted
     * @throws IllegalStateException where that was not the step just before
     */
    public Map<String, Double> generatorStep(long step) {
        if (waiting != step) {
            throw new IllegalStateException("generator step " + step + " has no discriminator step before it");
        }
        waiting = NONE;
        return updated(Side.GENERATOR, both.proceed(), step, train.learningRate());
    }

    /** Updates a side's networks unless a term is not finite: then the parameters stay those of the last good step. */
    private Map<String, Double> updated(Side side, Map<String, Double> values, long step, double rate) {
        if (values.values().stream().allMatch(Double::isFinite)) {
            double factor = train.schedule().factor((int) step, train.iterations());
            terms.get(side).trained().forEach(network -> optimisers.get(network).step(rate * factor));
        }
        return values;
    }

    /**
     * How hard each term of a side's step pulls: the Euclidean norm of the gradient of the weighted term with respect to
     * the parameters of the side's own network, by the sum of these norms over all terms. Changes nothing; costs a
     * gradient for each term.
     *
     * @return term name to share, from 0 to 1; all 0 where no term has a gradient
     */
    public Map<String, Double> shares(Side side, Batch batch, long step) {
        StepTerms drawn = terms.get(side);
        String name = side == Side.GENERATOR ? GENERATOR_STEP : DISCRIMINATOR_STEP;
        return shares.computeIfAbsent(side, key -> new TermShares(name, drawn, session, parameters))
                .of(StepProgram.inputs(List.copyOf(terms.values()), batch, step, seed, train.iterations()));
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
        List.of(Side.DISCRIMINATOR, Side.GENERATOR).forEach(side -> networks.addAll(terms.get(side).trained()));
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

    @Override
    public void close() {
        shares.values().forEach(TermShares::close);
        discriminatorAlone.ifPresent(StepProgram::close);
        both.close();
        optimisers.values().forEach(Adam::close);
        onlineTeachers.keySet().forEach(name -> parameters.keySet().removeIf(network -> network.startsWith(name + "/")));
        parameters.values().forEach(Parameters::close);
        onlineTeachers.values().forEach(Training::close);
    }
}
