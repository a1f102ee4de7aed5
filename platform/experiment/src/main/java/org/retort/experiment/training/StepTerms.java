package org.retort.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.AdversarialObjective;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.Term;
import org.retort.api.plugin.InputException;
import org.retort.engine.gradient.Gradients;
import org.retort.experiment.descriptor.DistillationTerm;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.Teaching;
import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.descriptor.WeightSchedule;
import org.retort.experiment.training.StepGraph.Lesson;

/**
 * A whole step as variables: what each term is worth, their weighted sum, and its gradients.
 *
 * @param side whose step it is
 * @param graph what was drawn
 * @param terms term name to scalar, unweighted, in the order of drawing
 * @param schedules weight placeholder to schedule, for distillation losses
 * @param summands term name to scalar, weighted
 * @param total their sum
 * @param gradients network to (parameter to its gradient), for the networks that the step trains
 */
record StepTerms(
        Side side,
        StepGraph graph,
        Map<String, SDVariable> terms,
        Map<String, WeightSchedule> schedules,
        Map<String, SDVariable> summands,
        SDVariable total,
        Map<String, Map<String, SDVariable>> gradients) {

    /** Draws the step of one side of a run. */
    static StepTerms of(RunDescriptor run, Side side, LabelSpace labels, ImageFormat format, DataType type) {
        return drawn(run, graph(run, side, labels, format, type));
    }

    /**
     * Draws the discriminator's step and the generator's step that follows on the same batch into one graph; the second
     * needs the discriminator's parameters as the first one's update has left them, and nothing else that it changes.
     */
    static List<StepTerms> both(RunDescriptor run, LabelSpace labels, ImageFormat format, DataType type) {
        StepGraph step = graph(run, Side.DISCRIMINATOR, labels, format, type);
        StepTerms ofDiscriminator = drawn(run, step);
        step.turnToGenerator();
        return List.of(ofDiscriminator, drawn(run, step));
    }

    private static StepGraph graph(RunDescriptor run, Side side, LabelSpace labels, ImageFormat format, DataType type) {
        return new StepGraph(side, NetworkPlugins.of(run), labels, format, run.own().train().batch(), type);
    }

    private static StepTerms drawn(RunDescriptor run, StepGraph step) {
        Side side = step.side();
        Map<String, SDVariable> terms = new LinkedHashMap<>();
        Map<String, WeightSchedule> schedules = new LinkedHashMap<>();
        Map<String, SDVariable> summands = new LinkedHashMap<>();
        for (DistillationTerm term : run.own().distillation()) {
            if (loss(term.loss()).side() == side) {
                SDVariable value = value(run, term, step);
                String placeholder = "weight/" + term.name();
                terms.put(term.name(), value);
                schedules.put(placeholder, term.weight());
                summands.put(term.name(), value.mul(step.model().placeholder(placeholder)));
            }
        }
        PluginUse objective = run.own().objective();
        step.begin("", NetworkPlugins.of(run), Lesson.WHOLE);
        List<Term> drawn = PluginCall.of(objective, "drawing its terms", () ->
                draw((AdversarialObjective<?>) objective.plugin().service(), step, objective.parameters()));
        Set<String> names = new HashSet<>(terms.keySet());
        for (Term term : drawn) {
            if (!names.add(term.name())) {
                throw new InputException(objective.words() + " has a term " + term.name() + ", a name that another term"
                        + " of the same side has; give the loss another name in the descriptor");
            }
            SDVariable value = scalar(step, objective, term.value());
            terms.put(term.name(), value);
            summands.put(term.name(), value.mul(term.weight()));
        }
        SDVariable total = summands.values().stream().reduce(SDVariable::add).orElseThrow(() -> new InputException(
                objective.words() + " has no term for the " + side.name().toLowerCase(java.util.Locale.ROOT)));
        return new StepTerms(side, step, terms, schedules, summands, total, gradients(step, total));
    }

    /** A loss, over all teachers that it needs. */
    private static SDVariable value(RunDescriptor run, DistillationTerm term, StepGraph step) {
        List<Teaching> teachers = run.own().teachers();
        boolean needsTeacher = needsTeacher(loss(term.loss()), term.loss().parameters());
        if (needsTeacher && teachers.isEmpty()) {
            throw new InputException(term.loss().words() + " needs a teacher, but " + run.own().name() + " has none; give it"
                    + " one under teacher or teachers, or take " + term.name() + " out of distillation");
        }
        if (!needsTeacher || teachers.size() == 1) {
            step.begin(
                    term.name(),
                    needsTeacher ? NetworkPlugins.of(run) : NetworkPlugins.alone(run),
                    Lesson.WHOLE);
            return value(run.own().train(), term, step, "");
        }
        SDVariable sum = null;
        double before = 0;
        for (Teaching teaching : teachers) {
            double part = run.own().part(teaching);
            step.begin(
                    term.name(),
                    NetworkPlugins.of(run, teaching),
                    new Lesson(teaching.teacher().name(), before, part));
            SDVariable value = value(run.own().train(), term, step, " against teacher " + teaching.teacher().name())
                    .mul(part);
            sum = sum == null ? value : sum.add(value);
            before += part;
        }
        return sum;
    }

    /** The networks that the step trains. */
    List<String> trained() {
        return List.copyOf(gradients.keySet());
    }

    private static SDVariable value(TrainSection train, DistillationTerm term, StepGraph step, String against) {
        double last = term.weight().weight(train.iterations(), train.iterations());
        return scalar(step, term.loss(), PluginCall.of(term.loss(), "drawing its loss" + against, () ->
                draw(loss(term.loss()), step, last, term.loss().parameters())));
    }

    private static <P extends Record> boolean needsTeacher(DistillationLoss<P> loss, Record given) {
        return loss.needsTeacher(loss.parameters().cast(given));
    }

    private static Map<String, Map<String, SDVariable>> gradients(StepGraph step, SDVariable total) {
        List<SDVariable> parameters = new ArrayList<>();
        step.trained().forEach(network -> parameters.addAll(step.model().parameters(network).values()));
        Map<String, SDVariable> found = Gradients.of(step.model(), total, parameters);
        Map<String, Map<String, SDVariable>> gradients = new LinkedHashMap<>();
        for (String network : step.trained()) {
            Map<String, SDVariable> own = new LinkedHashMap<>();
            step.model().parameters(network).forEach((name, variable) -> {
                if (found.containsKey(variable.name())) {
                    own.put(name, found.get(variable.name()));
                }
            });
            gradients.put(network, own);
        }
        return gradients;
    }

    private static SDVariable scalar(StepGraph step, PluginUse use, SDVariable value) {
        long[] shape = step.shape(value);
        if (Arrays.stream(shape).anyMatch(length -> length != 1)) {
            throw new InputException(use.words() + " gave a loss of shape " + Arrays.toString(shape)
                    + "; a loss is a scalar, so take its mean or sum");
        }
        return value;
    }

    private static DistillationLoss<?> loss(PluginUse use) {
        return (DistillationLoss<?>) use.plugin().service();
    }

    private static <P extends Record> SDVariable draw(
            DistillationLoss<P> loss, StepGraph step, double weight, Record given) {
        return loss.build(step, weight, loss.parameters().cast(given));
    }

    private static <P extends Record> List<Term> draw(
            AdversarialObjective<P> objective, StepGraph step, Record given) {
        return objective.terms(step, objective.parameters().cast(given));
    }
}
