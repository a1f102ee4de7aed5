package org.retort.experiment.suite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.api.plugin.InputException;
import org.retort.experiment.plan.PlannedRun;
import org.retort.experiment.plan.RunCreation;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunIds;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/**
 * What a workspace has of a suite, and what is left to do.
 *
 * @param plan the suite
 * @param entries one for each run of the plan, in its order
 */
public record SuiteProgress(SuitePlan plan, List<Entry> entries) {
    private static final int NAMED = 8;

    /** What becomes of a run. */
    public enum Action {
        /** It is done anew. */
        START,
        /** It was queued, failed, was stopped or lost, and goes on from its last checkpoint, if it has one. */
        RETRY,
        /** A worker process does it now. */
        WAIT,
        /** It is finished. */
        SKIP
    }

    /**
     * A run and what becomes of it.
     *
     * @param run the run
     * @param action what becomes of it
     * @param folder the run that the workspace has; empty where it starts
     */
    public record Entry(SuiteRun run, Action action, Optional<RunFolder> folder) {}

    /** Makes the list immutable. */
    public SuiteProgress {
        entries = List.copyOf(entries);
    }

    /**
     * Nothing is taken from earlier runs but teachers: a finished one of the same identity is skipped, from whatever
     * experiment it comes.
     */
    public static SuiteProgress anew(SuitePlan plan, Workspace workspace) {
        return new SuiteProgress(
                plan,
                plan.runs().stream()
                        .map(run -> trainedTeacher(run, workspace).orElseGet(() -> start(run)))
                        .toList());
    }

    /**
     * Goes on with the suite of this name: the last run of each identity decides.
     *
     * @param changedAllowed whether the descriptor may have changed since: then members of another identity start
     *     anew, and members that are only measured in another way stay as they were measured
     * @throws InputException where it has changed and that is not allowed, naming runs and keys
     */
    public static SuiteProgress of(SuitePlan plan, Workspace workspace, boolean changedAllowed) {
        List<RunFolder> folders = folders(workspace);
        List<String> changes = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        Map<SuiteRun, Optional<String>> made = new HashMap<>();
        for (SuiteRun run : plan.runs()) {
            Map<String, RunFolder> earlier = earlier(plan.suite(), run.run(), folders);
            RunFolder same = earlier.get(run.run().identity());
            if (!earlier.isEmpty()) {
                RunFolder compared = same == null ? last(earlier) : same;
                List<String> keys = DescriptorDifference.of(
                        compared.description().descriptor(), run.run().descriptor());
                if (!keys.isEmpty()) {
                    changes.add("run " + compared.id() + ", " + run.words() + ": " + String.join(", ", keys));
                }
            }
            Entry entry = same == null
                    ? trainedTeacher(run, workspace).orElseGet(() -> start(run))
                    : new Entry(run, action(same.state()), Optional.of(same));
            boolean otherTeachers = entry.action() == Action.RETRY
                    && !plan.teachers(run).stream().map(made::get).toList().equals(teachersOf(entry));
            entries.add(otherTeachers ? start(run) : entry);
            made.put(run, entry.folder().map(RunFolder::id));
        }
        if (!changes.isEmpty() && !changedAllowed) {
            throw new InputException(message(plan.suite(), changes));
        }
        return new SuiteProgress(plan, entries);
    }

    /**
     * Makes the folders of the runs that start.
     *
     * @param commandLine what the user typed
     * @return the folder of every run of the suite, in the plan's order
     */
    public Map<SuiteRun, RunFolder> queue(Workspace workspace, String commandLine) {
        Map<SuiteRun, RunFolder> folders = new LinkedHashMap<>();
        for (Entry entry : entries) {
            folders.put(entry.run(), entry.folder().orElseGet(() -> RunFolder.create(
                    workspace,
                    RunDescription.of(
                            plan.suite(),
                            entry.run().run().member(),
                            entry.run().run().kind(),
                            entry.run().run().seed(),
                            Instant.now(),
                            plan.teachers(entry.run()).stream().map(folders::get).map(RunFolder::id).toList(),
                            commandLine,
                            entry.run().run().identity(),
                            entry.run().run().descriptor()))));
        }
        return folders;
    }

    /** How many runs an action is for. */
    public long count(Action action) {
        return entries.stream().filter(entry -> entry.action() == action).count();
    }

    private static String message(String suite, List<String> changes) {
        String more = changes.size() > NAMED ? "\n  and " + (changes.size() - NAMED) + " runs more" : "";
        return "the descriptor of " + suite + " has changed since these runs were made:\n  "
                + String.join("\n  ", changes.subList(0, Math.min(NAMED, changes.size()))) + more
                + "\nTake the change back, give the suite another name, or allow it with --changed-ok: members whose"
                + " training changed are then done anew.";
    }

    /** The runs of a suite for one planned run, the last of each identity. */
    private static Map<String, RunFolder> earlier(String suite, PlannedRun run, List<RunFolder> folders) {
        Map<String, RunFolder> earlier = new LinkedHashMap<>();
        for (RunFolder folder : folders) {
            RunDescription made = folder.description();
            if (made.experiment().equals(suite)
                    && made.member().equals(run.member())
                    && made.seed() == run.seed()) {
                earlier.remove(made.identity());
                earlier.put(made.identity(), folder);
            }
        }
        return earlier;
    }

    private static RunFolder last(Map<String, RunFolder> earlier) {
        List<RunFolder> all = List.copyOf(earlier.values());
        return all.get(all.size() - 1);
    }

    private static List<Optional<String>> teachersOf(Entry entry) {
        return entry.folder().orElseThrow().description().teachers().stream().map(Optional::of).toList();
    }

    private static Optional<Entry> trainedTeacher(SuiteRun run, Workspace workspace) {
        if (run.run().isStudent()) {
            return Optional.empty();
        }
        return RunCreation.trained(workspace, run.run().identity())
                .map(folder -> new Entry(run, Action.SKIP, Optional.of(folder)));
    }

    private static Entry start(SuiteRun run) {
        return new Entry(run, Action.START, Optional.empty());
    }

    private static Action action(RunState state) {
        return switch (state) {
            case FINISHED -> Action.SKIP;
            case RUNNING -> Action.WAIT;
            case QUEUED, FAILED, STOPPED, LOST -> Action.RETRY;
        };
    }

    private static List<RunFolder> folders(Workspace workspace) {
        return new RunIds(workspace)
                .list().stream()
                        .filter(id -> RunFolder.exists(workspace, id))
                        .map(id -> RunFolder.open(workspace, id))
                        .toList();
    }
}
