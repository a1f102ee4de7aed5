package org.retort.experiment.run;

import java.util.Locale;
import java.util.Optional;
import org.retort.engine.program.MemoryNeed;

/** What to do about a step that does not fit a device, in words. */
final class BatchAdvice {
    private static final double MIB = 1 << 20;

    private BatchAdvice() {}

    /**
     * @param need what the step's program takes, where that is known
     * @param batch the batch that does not fit
     */
    static String of(Optional<MemoryNeed> need, int batch) {
        if (batch == 1) {
            return "there is no smaller batch than this one image";
        }
        int half = batch / 2;
        if (need.isEmpty()) {
            return "a smaller batch takes less (" + setting(half) + ")";
        }
        String all = "all its results at one time are estimated at " + mib(need.get().bytes(batch, batch));
        if (need.get().free().isEmpty()) {
            return all + ", those of a batch of " + half + " at " + mib(need.get().bytes(batch, half)) + " (" + setting(half)
                    + ")";
        }
        all += ", " + mib(need.get().free().getAsLong()) + " are free for them";
        int fitting = need.get().fitting(batch);
        if (fitting == 0) {
            return all + ": not one image fits";
        }
        return fitting >= batch
                ? all + ", so it is the work space of kernels that does not fit; half the batch needs less of it, too ("
                        + setting(half) + ")"
                : all + ": a batch of " + fitting + " fits (" + setting(fitting) + ") where kernels need little work space";
    }

    private static String setting(int batch) {
        return "--set train.batch=" + batch;
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MIB);
    }
}
