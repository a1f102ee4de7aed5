package org.retort.experiment.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;

/**
 * How hard each term of a step pulls at the network that the step trains: a program of its own, which changes no
 * parameter and no gradient buffer.
 */
final class TermShares implements AutoCloseable {
    private final List<String> terms;
    private final Map<String, String> squares = new LinkedHashMap<>();
    private final Program program;

    /**
     * @param name of the step, for messages and profiles
     * @param parameters of all networks of the step's graph
     */
    TermShares(String name, StepTerms step, EngineSession session, Map<String, Parameters> parameters) {
        terms = List.copyOf(step.terms().keySet());
        String network = NetworkPlugins.network(NetworkPlugins.OWN, step.side());
        List<SDVariable> trained = List.copyOf(step.graph().model().parameters(network).values());
        step.summands().forEach((term, summand) ->
                Gradients.of(step.graph().model(), summand, trained).values().stream()
                        .map(gradient -> gradient.mul(gradient).sum())
                        .reduce(SDVariable::add)
                        .ifPresent(square -> squares.put(term, square.name())));
        program = session.compile(new ProgramSpec(
                name + "'s shares", step.graph().model(), List.copyOf(squares.values()), parameters, Map.of()));
    }

    /**
     * The norm of each term's weighted gradient by the sum of all such norms.
     *
     * @param inputs the step's placeholders
     * @return term name to share; 0 for a term that the network has no part in
     */
    Map<String, Double> of(Map<String, Tensor> inputs) {
        Map<String, Tensor> values = program.run(inputs);
        Map<String, Double> shares = new LinkedHashMap<>();
        terms.forEach(term -> shares.put(
                term, squares.containsKey(term) ? Math.sqrt(values.get(squares.get(term)).scalarValue()) : 0));
        double sum = shares.values().stream().mapToDouble(norm -> norm).sum();
        shares.replaceAll((term, norm) -> sum == 0 ? 0 : norm / sum);
        return shares;
    }

    @Override
    public void close() {
        program.close();
    }
}
