package org.retort.experiment.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.retort.api.loss.Side;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.experiment.descriptor.TrainSection;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.Training;

/** The terms' shares of the gradient norm, {@code SIDE-share/TERM}, for the entries of the metrics that have them. */
final class Shares {
    private final Training training;
    private final TrainSection train;
    private final RunJournal journal;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private boolean fitting = true;

    Shares(Training training, TrainSection train, RunJournal journal) {
        this.training = training;
        this.train = train;
        this.journal = journal;
    }

    /** Computes a side's shares where the entry after this step has them. */
    void take(Side side, Batch batch, long step) {
        if (!fitting || !train.sharesAfter(step)) {
            return;
        }
        String family = side.name().toLowerCase(Locale.ROOT) + "-share/";
        try {
            training.shares(side, batch, step).forEach((term, share) -> values.put(family + term, share));
        } catch (OutOfDeviceMemoryException e) {
            fitting = false;
            journal.warning("the terms' shares of the gradient norm do not fit the device, so this run goes on without"
                    + " them: " + e.getMessage());
        }
    }

    /** What was computed since the last call. */
    Map<String, Double> drain() {
        Map<String, Double> taken = new LinkedHashMap<>(values);
        values.clear();
        return taken;
    }
}
