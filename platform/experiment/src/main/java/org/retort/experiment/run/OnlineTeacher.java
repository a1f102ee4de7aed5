package org.retort.experiment.run;

import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.internal.data.BatchPipeline;
import org.retort.experiment.training.Training;

/**
 * A teacher that is trained step by step with its student.
 *
 * @param name its name
 * @param training its networks
 * @param train how they are trained
 * @param batches gives its own batches, from the step on that is next
 */
record OnlineTeacher(String name, Training training, TrainSection train, BatchPipeline batches)
        implements AutoCloseable {
    /** Whether it is still trained in a step of the student. */
    boolean learns(long step) {
        return step <= train.iterations();
    }

    @Override
    public void close() {
        batches.close();
    }
}
