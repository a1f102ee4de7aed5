package org.retort.experiment.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.descriptor.Teaching;

/** Draws the training steps of runs that are not to be trained yet. */
public final class StepInspection {
    private StepInspection() {}

    /**
     * Draws both steps of a run as {@link Training} does, with their gradients, and those of its online teachers; needs
     * neither images nor an engine.
     *
     * @throws InputException for the first thing that does not fit together, such as taps of different shapes, in words
     */
    public static void check(RunDescriptor run, LabelSpace labels, ImageFormat format) {
        StepTerms.both(run, labels, format, DataType.FLOAT);
        run.own().teachers().stream()
                .filter(Teaching::online)
                .forEach(teaching -> check(run.ofTeacher(teaching.teacher()), labels, format));
    }
}
