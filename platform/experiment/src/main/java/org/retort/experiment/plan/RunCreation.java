package org.retort.experiment.plan;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.history.HistoryException;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunIds;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** Makes the folders of planned runs. */
public final class RunCreation {
    /** The weights that a finished run leaves, within its artifacts. */
    public static final String GENERATOR = "generator.safetensors";

    /** The classifier that a finished run leaves which trained one, within its artifacts. */
    public static final String CLASSIFIER = "classifier.zip";

    private RunCreation() {}

    /**
     * Queues the runs of a plan. A teacher that the workspace has trained already (a finished run of the same identity
     * whose weights are still there) is used again.
     *
     * @param commandLine what the user typed
     * @return one folder for each planned run, in the plan's order
     * @throws HistoryException where the workspace cannot be written
     */
    public static List<RunFolder> create(Workspace workspace, Plan plan, String commandLine) {
        Map<String, String> ids = new HashMap<>();
        List<RunFolder> folders = new ArrayList<>();
        for (PlannedRun run : plan.runs()) {
            List<String> teachers = run.teachers().stream().map(ids::get).toList();
            RunFolder folder = (!run.isStudent() ? trained(workspace, run.identity()) : Optional.<RunFolder>empty())
                    .orElseGet(() -> RunFolder.create(
                            workspace,
                            RunDescription.of(
                                    plan.experiment(),
                                    run.member(),
                                    run.kind(),
                                    run.seed(),
                                    Instant.now(),
                                    teachers,
                                    commandLine,
                                    run.identity(),
                                    run.descriptor())));
            ids.put(run.member(), folder.id());
            folders.add(folder);
        }
        return folders;
    }

    /** The last finished run of an identity whose weights are still there. */
    public static Optional<RunFolder> trained(Workspace workspace, String identity) {
        List<String> ids = new RunIds(workspace).list();
        for (int i = ids.size() - 1; i >= 0; i--) {
            if (!RunFolder.exists(workspace, ids.get(i))) {
                continue;
            }
            RunFolder folder = RunFolder.open(workspace, ids.get(i));
            if (folder.description().identity().equals(identity)
                    && folder.state() == RunState.FINISHED
                    && (Files.isRegularFile(folder.artifacts().resolve(GENERATOR))
                            || Files.isRegularFile(folder.artifacts().resolve(CLASSIFIER)))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
