package org.retort.experiment.descriptor;

import org.retort.api.plugin.Parameter;

/** How one network pair is trained. */
public record TrainSection(
        @Parameter(summary = "Steps of the discriminator.", unit = "steps", min = 1) int iterations,
        @Parameter(summary = "Images in a step.", unit = "images", value = "16", min = 1, max = 65536) int batch,
        @Parameter(
                        summary = "Steps of the discriminator for each step of the generator.",
                        unit = "steps",
                        value = "5",
                        min = 1)
                int criticSteps,
        @Parameter(summary = "Adam's learning rate for the generator.", value = "1e-4", min = 0) double learningRate,
        @Parameter(
                        summary = "Adam's learning rate for the discriminator; 0 is the generator's.",
                        value = "0",
                        min = 0)
                double discriminatorLearningRate,
        @Parameter(summary = "How the learning rates fall during training.", value = "linear-to-zero")
                LearningRateSchedule schedule,
        @Parameter(summary = "Whether training images are mirrored with probability one half.", value = "true")
                boolean flip,
        @Parameter(summary = "Steps between two entries of the metrics.", unit = "steps", value = "10", min = 1)
                int logEvery,
        @Parameter(
                        summary = "Steps between two entries of each term's share of the gradient norm, which cost a"
                                + " gradient for each term and come with the metrics; 0 is one entry at the end.",
                        unit = "steps",
                        value = "100",
                        min = 0)
                int sharesEvery,
        @Parameter(
                        summary = "Steps between two sample sheets; 0 is one sheet at the end.",
                        unit = "steps",
                        value = "500",
                        min = 0)
                int sampleEvery,
        @Parameter(
                        summary = "Steps between two checkpoints; 0 is one checkpoint at the end.",
                        unit = "steps",
                        value = "500",
                        min = 0)
                int checkpointEvery) {

    /** The learning rate of the discriminator at the start. */
    public double startingDiscriminatorLearningRate() {
        return discriminatorLearningRate == 0 ? learningRate : discriminatorLearningRate;
    }

    /** Whether the metrics get an entry after a step. */
    public boolean logsAfter(long step) {
        return step % logEvery == 0 || step == iterations;
    }

    /** Whether that entry has the terms' shares: the last does, and the first at or after each multiple of their steps. */
    public boolean sharesAfter(long step) {
        return sharesAfter(step, this);
    }

    /**
     * The same where the entries are those of a student that this is trained together with; the shares of its own last
     * step come with the next of them.
     */
    public boolean sharesAfter(long step, TrainSection student) {
        long before = (step - 1) / student.logEvery * student.logEvery;
        boolean due = sharesEvery > 0 && step / sharesEvery > before / sharesEvery;
        return student.logsAfter(step) && due || step == iterations;
    }

    /** Steps of the generator during the whole training. */
    public int generatorSteps() {
        return iterations / criticSteps;
    }
}
