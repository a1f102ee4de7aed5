package org.retort.experiment.descriptor;

import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;

/**
 * The weight of a distillation loss over the steps of a training.
 *
 * <ul>
 *   <li>{@code constant}: {@code to} throughout; a plain number in the descriptor means this
 *   <li>{@code linear}: {@code from} up to step {@code start}, {@code to} from step {@code end} on, a straight line
 *       between
 *   <li>{@code warm-up}: linear from 0 at step {@code start}
 *   <li>{@code from-to}: {@code to} from step {@code start} to step {@code end}, 0 outside
 * </ul>
 */
public record WeightSchedule(
        @Parameter(summary = "How the weight changes.", value = "constant") Kind schedule,
        @Parameter(summary = "The weight up to start, for linear.", value = "0", min = 0) double from,
        @Parameter(summary = "The weight in the end, or between start and end for from-to.", min = 0) double to,
        @Parameter(summary = "Step at which the change begins.", unit = "steps", value = "0", min = 0) int start,
        @Parameter(summary = "Step at which it ends; 0 is the last of the training.", unit = "steps", value = "0", min = 0)
                int end) {
    /** How a weight changes. */
    public enum Kind {
        /** It does not. */
        CONSTANT,
        /** Along a straight line. */
        LINEAR,
        /** From 0 along a straight line. */
        WARM_UP,
        /** On for a while. */
        FROM_TO
    }

    /** Checks that the end comes after the start. */
    public WeightSchedule {
        if (end != 0 && end <= start) {
            throw new InputException("a weight's end " + end + " must come after its start " + start);
        }
    }

    /** A weight that does not change. */
    public static WeightSchedule constant(double weight) {
        return new WeightSchedule(Kind.CONSTANT, 0, weight, 0, 0);
    }

    /**
     * The weight in a step.
     *
     * @param step from 1 to {@code iterations}
     */
    public double weight(int step, int iterations) {
        int last = end == 0 ? iterations : end;
        double progress = last <= start ? 1 : Math.min(1, Math.max(0, (step - start) / (double) (last - start)));
        return switch (schedule) {
            case CONSTANT -> to;
            case LINEAR -> from + (to - from) * progress;
            case WARM_UP -> to * progress;
            case FROM_TO -> step >= start && step <= last ? to : 0;
        };
    }
}
