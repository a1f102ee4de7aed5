package org.retort.experiment.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.retort.api.loss.Side;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.internal.data.BatchPipeline;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.Training;
import org.retort.history.journal.RunFolder;

/** The steps of a run from where it stands to its end, with what is told, sampled and kept on the way. */
final class TrainingLoop {
    private static final double MILLIS = 1e-6;
    private static final double SECONDS = 1e-9;

    private final RunFolder run;
    private final RunJournal journal;
    private final Training training;
    private final TrainSection train;
    private final List<OnlineTeacher> teachers;
    private final Checkpoints checkpoints;
    private final Samples samples;
    private final Shares shares;
    private final Map<OnlineTeacher, Shares> theirShares = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private long windowStart;
    private long windowSteps;
    private long dataNanos;
    private long engineNanos;

    TrainingLoop(
            RunFolder run,
            RunJournal journal,
            Training training,
            TrainSection train,
            List<OnlineTeacher> teachers,
            Checkpoints checkpoints,
            Samples samples) {
        this.run = run;
        this.journal = journal;
        this.training = training;
        this.train = train;
        this.teachers = List.copyOf(teachers);
        this.checkpoints = checkpoints;
        this.samples = samples;
        this.shares = Shares.of(training, train, journal);
        teachers.forEach(teacher -> theirShares.put(teacher, Shares.of(teacher, train, journal)));
    }

    /**
     * Trains.
     *
     * @param done steps that were done before
     * @param batches gives the batches from step {@code done + 1} on
     * @return whether the training came to its end; false where somebody asked to stop, after a checkpoint
     */
    boolean run(long done, BatchPipeline batches) throws InterruptedException {
        begin();
        for (long step = done + 1; step <= train.iterations(); step++) {
            if (run.stopRequested()) {
                checkpoints.write(training, step - 1);
                return false;
            }
            long start = System.nanoTime();
            Batch batch = batches.take();
            Map<OnlineTeacher, Batch> theirs = new LinkedHashMap<>();
            for (OnlineTeacher teacher : teachers) {
                if (teacher.learns(step)) {
                    theirs.put(teacher, teacher.batches().take());
                }
            }
            dataNanos += System.nanoTime() - start;
            step(batch, theirs, step);
            windowSteps++;
            boolean last = step == train.iterations();
            if (train.logsAfter(step)) {
                tell(step);
            }
            if (last || due(step, train.sampleEvery())) {
                samples.write(step);
                begin();
            }
            if (last || due(step, train.checkpointEvery())) {
                checkpoints.write(training, step);
                begin();
            }
        }
        return true;
    }

    private static boolean due(long step, int every) {
        return every > 0 && step % every == 0;
    }

    /** Teachers go first, so that their student learns from what they know after the step. */
    private void step(Batch batch, Map<OnlineTeacher, Batch> theirs, long step) {
        try {
            theirs.forEach((teacher, own) -> step(
                    teacher.name() + "/",
                    teacher.training(),
                    own,
                    step,
                    side -> share(theirShares.get(teacher), side, own, step)));
            step("", training, batch, step, side -> share(shares, side, batch, step));
        } catch (OutOfDeviceMemoryException e) {
            throw new InputException("step " + step + " of " + train.batch() + " images does not fit the device: "
                    + e.getMessage() + "; " + BatchAdvice.of(e.need(), train.batch()), e);
        }
    }

    private Map<String, Double> timed(Supplier<Map<String, Double>> part) {
        long start = System.nanoTime();
        Map<String, Double> terms = part.get();
        engineNanos += System.nanoTime() - start;
        return terms;
    }

    /** Its time does not count as training. */
    private void share(Shares whose, Side side, Batch batch, long step) {
        long start = System.nanoTime();
        whose.take(side, batch, step);
        windowStart += System.nanoTime() - start;
    }

    private void step(String whose, Training trained, Batch batch, long step, Consumer<Side> before) {
        before.accept(Side.DISCRIMINATOR);
        take(whose + "discriminator/", timed(() -> trained.discriminatorStep(batch, step)), step);
        before.accept(Side.GENERATOR);
        if (trained.generatorFollows(step)) {
            take(whose + "generator/", timed(() -> trained.generatorStep(step)), step);
        }
    }

    private void take(String side, Map<String, Double> terms, long step) {
        terms.forEach((term, value) -> {
            if (!Double.isFinite(value)) {
                throw new DivergedException(step, side + term, value, checkpoints.newest());
            }
            values.put(side + term, value);
        });
    }

    /** Starts the clock anew, so that samples and checkpoints do not count as training. */
    private void begin() {
        windowStart = System.nanoTime();
        windowSteps = 0;
        dataNanos = 0;
        engineNanos = 0;
    }

    private void tell(long step) {
        Map<String, Double> numbers = new LinkedHashMap<>(values);
        theirShares.values().forEach(their -> numbers.putAll(their.drain()));
        numbers.putAll(shares.drain());
        if (windowSteps == 0) {
            journal.metrics(step, numbers, Map.of());
            return;
        }
        double nanosPerStep = (System.nanoTime() - windowStart) / (double) windowSteps;
        Map<String, Double> timing = new LinkedHashMap<>();
        timing.put("imagesPerSecond", train.batch() / (nanosPerStep * SECONDS));
        timing.put("stepMillis", nanosPerStep * MILLIS);
        timing.put("dataMillis", dataNanos * MILLIS / windowSteps);
        timing.put("engineMillis", engineNanos * MILLIS / windowSteps);
        timing.put("remainingSeconds", (train.iterations() - step) * nanosPerStep * SECONDS);
        journal.metrics(step, numbers, timing);
        begin();
    }
}
