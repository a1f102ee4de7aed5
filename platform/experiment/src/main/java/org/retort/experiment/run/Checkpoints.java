package org.retort.experiment.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.experiment.training.Checkpoint;
import org.retort.experiment.training.Training;
import org.retort.history.journal.RunFolder;

/** The checkpoints of a run: the last two are kept, so that one is left should the newer be damaged. */
final class Checkpoints {
    private static final int KEPT = 2;
    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".safetensors";
    private static final Pattern NAME = Pattern.compile(PREFIX + "\\d+" + Pattern.quote(SUFFIX));

    private final RunFolder run;
    private final RunJournal journal;

    Checkpoints(RunFolder run, RunJournal journal) {
        this.run = run;
        this.journal = journal;
    }

    /** Writes one and forgets those that are too old. */
    void write(Training training, long step) {
        Path file = run.checkpoints().resolve(String.format(Locale.ROOT, PREFIX + "%08d" + SUFFIX, step));
        Checkpoint.write(file, training, step);
        journal.checkpoint(step, file);
        List<Path> files = newestFirst();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new UncheckedIOException(old + " cannot be deleted: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Goes back to the newest checkpoint that can be read.
     *
     * @return its step; 0 where there is none
     */
    long resume(Training training) {
        for (Path file : newestFirst()) {
            try {
                return Checkpoint.read(file, training);
            } catch (OutOfDeviceMemoryException e) {
                // The checkpoint is sound, so training must not begin anew without it.
                throw e;
            } catch (InputException e) {
                journal.warning("checkpoint left out: " + e.getMessage());
            }
        }
        return 0;
    }

    /** Path of the newest within the run's folder; empty where there is none. */
    String newest() {
        List<Path> files = newestFirst();
        return files.isEmpty() ? "" : run.path().relativize(files.get(0)).toString();
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(run.checkpoints())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run.checkpoints())) {
            List<Path> found = new ArrayList<>(files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList());
            java.util.Collections.reverse(found);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(run.checkpoints() + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
