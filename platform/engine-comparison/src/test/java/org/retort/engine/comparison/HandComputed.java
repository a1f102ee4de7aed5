package org.retort.engine.comparison;

import java.util.List;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.DistillationLoss;

/**
 * A distillation loss on numbers so few that its value is worked out by hand.
 *
 * @param name of the case, for reports
 * @param loss the loss
 * @param labels the label space
 * @param numbers what generators make, and parameters of the loss's own
 * @param draw draws the loss
 * @param needsTeacher whether the loss says that it needs a teacher
 * @param value what was worked out
 */
record HandComputed(
        String name,
        DistillationLoss<?> loss,
        LabelSpace labels,
        GivenNumbers numbers,
        Function<GivenStep, SDVariable> draw,
        boolean needsTeacher,
        double value) {
    /** The weight that losses are drawn with. */
    static final double WEIGHT = 0.5;

    private static final List<String> NAMES = List.of("a", "b");
    static final LabelSpace CLASSES = LabelSpace.classes(NAMES);
    static final LabelSpace ATTRIBUTES = LabelSpace.attributes(NAMES, List.of());

    static <P extends Record> HandComputed of(
            String name, DistillationLoss<P> loss, P parameters, GivenNumbers numbers, double value) {
        return of(name, loss, parameters, CLASSES, numbers, value);
    }

    static <P extends Record> HandComputed of(
            String name,
            DistillationLoss<P> loss,
            P parameters,
            LabelSpace labels,
            GivenNumbers numbers,
            double value) {
        return new HandComputed(
                name,
                loss,
                labels,
                numbers,
                step -> loss.build(step, WEIGHT, parameters),
                loss.needsTeacher(parameters),
                value);
    }

    @Override
    public String toString() {
        return name;
    }
}
