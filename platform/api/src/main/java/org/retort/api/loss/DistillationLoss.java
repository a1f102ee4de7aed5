package org.retort.api.loss;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.plugin.Configurable;

/**
 * A plugin by which a teacher guides a student. Weight and schedule are the platform's.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface DistillationLoss<P extends Record> extends Configurable<P> {
    /** The side that the loss trains. */
    Side side();

    /**
     * Whether the loss needs a teacher; {@code content(generated, original)} does where it uses its features. One that
     * does is refused before training where the run has no teacher. One that does not is drawn once, however many
     * teachers the student has, and may not ask for {@link Role#TEACHER}: without losses that need a teacher a step has
     * none of its networks.
     */
    default boolean needsTeacher(P parameters) {
        return true;
    }

    /** The smallest batch on which the loss says anything. */
    default int minimumBatch(P parameters) {
        return 1;
    }

    /**
     * Draws the loss. Where a student has several teachers, a loss that needs one is drawn against each, and the
     * platform adds the results up by the teachers' weights, whose sum it brings to 1.
     *
     * @param step the step of {@link #side()}
     * @param weight the loss's weight at the end of its schedule, for losses whose form depends on it
     * @return a scalar
     */
    SDVariable build(TrainingStep step, double weight, P parameters);
}
