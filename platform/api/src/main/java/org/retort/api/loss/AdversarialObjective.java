package org.retort.api.loss;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.retort.api.plugin.Configurable;

/**
 * A plugin that sets generator and discriminator against each other, such as StarGAN's WGAN-GP objective. Teachers are
 * trained on it alone, students on it and on distillation losses.
 *
 * @param <P> its parameters
 */
@ConsumerType
public interface AdversarialObjective<P extends Record> extends Configurable<P> {
    /**
     * The terms of one side's step.
     *
     * @param step the step, whose {@link TrainingStep#side()} says which side is trained; losses have been drawn
     *     before
     */
    List<Term> terms(TrainingStep step, P parameters);
}
