package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/**
 * Compiled steps on one batch, each a phase of one program: a batch in, values of the terms out, gradients in the
 * parameters' gradient buffers.
 */
final class StepProgram implements AutoCloseable {
    private final List<StepTerms> steps;
    private final Program program;
    private final List<Map<String, String>> outputs = new ArrayList<>();
    private final long seed;
    private final int iterations;
    private int next;

    /**
     * @param name for messages and profiles
     * @param steps in order, drawn into one graph
     * @param parameters gives the parameters of a network of the steps' graph
     */
    StepProgram(
            String name,
            List<StepTerms> steps,
            EngineSession session,
            BiFunction<StepTerms, String, Parameters> parameters,
            long seed,
            int iterations) {
        this.steps = List.copyOf(steps);
        this.seed = seed;
        this.iterations = iterations;
        StepGraph graph = steps.get(0).graph();
        Map<String, Parameters> all = new LinkedHashMap<>();
        graph.model().networks().forEach(network -> all.put(network, parameters.apply(steps.get(0), network)));
        List<ProgramSpec.Phase> phases = new ArrayList<>();
        for (StepTerms step : steps) {
            Map<String, String> terms = names(step.terms());
            outputs.add(terms);
            Map<String, Map<String, String>> gradients = new LinkedHashMap<>();
            step.gradients().forEach((network, own) -> gradients.put(network, names(own)));
            phases.add(new ProgramSpec.Phase(terms.values().stream().distinct().toList(), gradients));
        }
        program = session.compile(new ProgramSpec(name, graph.model(), all, phases));
    }

    private static Map<String, String> names(Map<String, SDVariable> variables) {
        Map<String, String> names = new LinkedHashMap<>();
        variables.forEach((key, variable) -> names.put(key, variable.name()));
        return names;
    }

    /**
     * Runs the first step on a batch.
     *
     * @param number of the step, from 1
     * @return term name to value, unweighted
     */
    Map<String, Double> run(Batch batch, long number) {
        next = 0;
        return terms(program.run(inputs(steps, batch, number, seed, iterations)));
    }

    /** Runs the next step, on the same batch and on the parameters as they stand now; gives its terms. */
    Map<String, Double> proceed() {
        return terms(program.proceed());
    }

    private Map<String, Double> terms(Map<String, Tensor> values) {
        Map<String, Double> terms = new LinkedHashMap<>();
        outputs.get(next++).forEach((term, variable) ->
                terms.put(term, (double) values.get(variable).scalarValue()));
        return terms;
    }

    /** The values of the placeholders of some steps that are drawn into one graph. */
    static Map<String, Tensor> inputs(List<StepTerms> steps, Batch batch, long number, long seed, int iterations) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(StepGraph.SOURCE, batch.images());
        inputs.put(StepGraph.SOURCE_LABEL, batch.labels());
        inputs.put(StepGraph.TARGET_LABEL, batch.targets());
        steps.get(0).graph().draws().forEach(draw -> inputs.put(draw.placeholder(), draw.of(seed, number)));
        steps.forEach(step -> step.schedules().forEach((placeholder, schedule) ->
                inputs.put(placeholder, Tensor.scalar((float) schedule.weight((int) number, iterations)))));
        return inputs;
    }

    @Override
    public void close() {
        program.close();
    }
}
