package org.retort.experiment.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/** A compiled step: one batch in, values of the terms out, gradients in the parameters' gradient buffers. */
final class StepProgram implements AutoCloseable {
    private final String name;
    private final StepTerms step;
    private final EngineSession session;
    private final Map<String, Parameters> parameters = new LinkedHashMap<>();
    private final Program program;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final long seed;
    private final int iterations;
    /** Compiled when first asked for. */
    private Optional<TermShares> shares = Optional.empty();

    /**
     * @param name for messages and profiles
     * @param parameters gives the parameters of a network of the step's graph
     */
    StepProgram(
            String name,
            StepTerms step,
            EngineSession session,
            BiFunction<StepTerms, String, Parameters> parameters,
            long seed,
            int iterations) {
        this.name = name;
        this.step = step;
        this.session = session;
        this.seed = seed;
        this.iterations = iterations;
        step.terms().forEach((term, value) -> outputs.put(term, value.name()));
        step.graph().model().networks().forEach(network ->
                this.parameters.put(network, parameters.apply(step, network)));
        Map<String, Map<String, String>> gradients = new LinkedHashMap<>();
        step.gradients().forEach((network, own) -> gradients.put(network, names(own)));
        program = session.compile(new ProgramSpec(
                name, step.graph().model(), outputs.values().stream().distinct().toList(), this.parameters,
                gradients));
    }

    private static Map<String, String> names(Map<String, SDVariable> variables) {
        Map<String, String> names = new LinkedHashMap<>();
        variables.forEach((key, variable) -> names.put(key, variable.name()));
        return names;
    }

    /** The networks that the step trains. */
    List<String> trained() {
        return step.graph().trained();
    }

    /**
     * Runs the step on a batch.
     *
     * @param number of the step, from 1
     * @return term name to value, unweighted
     */
    Map<String, Double> run(Batch batch, long number) {
        Map<String, Tensor> values = program.run(inputs(batch, number));
        Map<String, Double> terms = new LinkedHashMap<>();
        outputs.forEach((term, variable) -> terms.put(term, (double) values.get(variable).scalarValue()));
        return terms;
    }

    /** Each term's share, as {@link Training#shares}. */
    Map<String, Double> shares(Batch batch, long number) {
        TermShares compiled = shares.orElseGet(() -> new TermShares(name, step, session, parameters));
        shares = Optional.of(compiled);
        return compiled.of(inputs(batch, number));
    }

    private Map<String, Tensor> inputs(Batch batch, long number) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(StepGraph.SOURCE, batch.images());
        inputs.put(StepGraph.SOURCE_LABEL, batch.labels());
        inputs.put(StepGraph.TARGET_LABEL, batch.targets());
        step.graph().draws().forEach(draw -> inputs.put(draw.placeholder(), draw.of(seed, number)));
        step.schedules().forEach((placeholder, schedule) ->
                inputs.put(placeholder, Tensor.scalar((float) schedule.weight((int) number, iterations))));
        return inputs;
    }

    Program program() {
        return program;
    }

    @Override
    public void close() {
        shares.ifPresent(TermShares::close);
        program.close();
    }
}
