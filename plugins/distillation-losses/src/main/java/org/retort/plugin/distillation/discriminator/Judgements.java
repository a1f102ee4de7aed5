package org.retort.plugin.distillation.discriminator;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.Role;
import org.retort.api.loss.TrainingStep;
import org.retort.api.loss.TrainingStep.Judgement;

/**
 * What both discriminators say of real images x, the teacher's G_T(x, c) and the student's G_S(x, c), in this order.
 *
 * @param student the student's discriminator, three judgements
 * @param teacher the teacher's, three judgements
 */
record Judgements(List<Judgement> student, List<Judgement> teacher) {
    static Judgements of(TrainingStep step) {
        List<SDVariable> images = images(step);
        return new Judgements(step.judgeAll(Role.OWN, images), step.judgeAll(Role.TEACHER, images));
    }

    /** The three batches of images. */
    static List<SDVariable> images(TrainingStep step) {
        return List.of(step.source(), step.translated(Role.TEACHER).image(), step.translated(Role.OWN).image());
    }
}
