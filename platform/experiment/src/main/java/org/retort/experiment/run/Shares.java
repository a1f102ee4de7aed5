package org.retort.experiment.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import org.retort.api.loss.Side;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.Training;

/**
 * The terms' shares of the gradient norm, {@code SIDE-share/TERM}, for the entries of the metrics that have them; those of
 * an online teacher with its name before that.
 */
final class Shares {
    private final String whose;
    private final Training training;
    private final LongPredicate due;
    private final RunJournal journal;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private boolean fitting = true;

    private Shares(String whose, Training training, LongPredicate due, RunJournal journal) {
        this.whose = whose;
        this.training = training;
        this.due = due;
        this.journal = journal;
    }

    /** Those of what a run trains. */
    static Shares of(Training training, TrainSection train, RunJournal journal) {
        return new Shares("", training, train::sharesAfter, journal);
    }

    /**
     * Those of an online teacher, as often as its own section says.
     *
     * @param student how its student is trained, which decides where the metrics have entries
     */
    static Shares of(OnlineTeacher teacher, TrainSection student, RunJournal journal) {
        return new Shares(
                teacher.name() + "/",
                teacher.training(),
                step -> teacher.train().sharesAfter(step, student),
                journal);
    }

    /** Computes a side's shares where the entry after this step has them. */
    void take(Side side, Batch batch, long step) {
        if (!fitting || !due.test(step)) {
            return;
        }
        String family = whose + side.name().toLowerCase(Locale.ROOT) + "-share/";
        try {
            training.shares(side, batch, step).forEach((term, share) -> values.put(family + term, share));
        } catch (OutOfDeviceMemoryException e) {
            fitting = false;
            journal.warning("the terms' shares of the gradient norm do not fit the device, so this run goes on without "
                    + whose + "discriminator-share and " + whose + "generator-share: " + e.getMessage());
        }
    }

    /** What was computed since the last call. */
    Map<String, Double> drain() {
        Map<String, Double> taken = new LinkedHashMap<>(values);
        values.clear();
        return taken;
    }
}
