package org.retort.host.internal.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.retort.api.plugin.InputException;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteRun;
import org.retort.experiment.table.NearRun;
import org.retort.experiment.table.ResultTable;
import org.retort.experiment.table.SuiteResults;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** Says why a descriptor has no results in a workspace, which runs come near, and what to do. */
final class NoResults {
    private static final int NAMED = 8;
    private static final int KEYS = 4;
    private static final Pattern OVERRIDE = Pattern.compile(" --set[ =]((?:'[^']*'|\\\\.|[^\\s'\\\\])+)");

    private final Path file;
    private final Workspace workspace;
    private final String workspaceOption;
    private final SuiteResults results;
    private final Function<List<String>, SuitePlan> plans;

    /**
     * @param file the descriptor
     * @param workspaceOption what commands end with to find the workspace; may be empty
     * @param plans what the descriptor comes to with given {@code --set}s
     */
    NoResults(
            Path file,
            Workspace workspace,
            String workspaceOption,
            SuiteResults results,
            Function<List<String>, SuitePlan> plans) {
        this.file = file;
        this.workspace = workspace;
        this.workspaceOption = workspaceOption;
        this.results = results;
        this.plans = plans;
    }

    /** The message for a plan of which no run is finished. */
    String of(SuitePlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(workspace.path() + " has no finished run of " + file + " as it is now. Looked for: "
                + listed(plan.runs().stream().map(SuiteRun::words).toList(), NAMED));
        List<NearRun> near = results.near(plan);
        List<NearRun> same = near.stream().filter(run -> run.differences().isEmpty()).toList();
        List<NearRun> other = near.stream()
                .filter(run -> !run.differences().isEmpty() && run.found().state() == RunState.FINISHED)
                .toList();
        if (!same.isEmpty()) {
            lines.add("Not finished yet:");
            lines.addAll(shown(same, run -> run.found().state().text()));
        }
        if (!other.isEmpty()) {
            lines.add("Finished, but with other settings (the run's -> the descriptor's):");
            lines.addAll(shown(other, run -> listed(run.differences(), KEYS)));
            overrides(other).ifPresent(sets -> lines.add("Give what they were made with: "
                    + command("table", file)
                    + sets.stream().map(set -> " --set " + ShellWord.of(set)).collect(Collectors.joining())));
            lines.add("Or take the newest finished runs of this name, whatever their settings: "
                    + command("table", plan.suite()));
        }
        lines.add(same.isEmpty()
                ? (other.isEmpty() ? "Train" : "Or train") + " what the descriptor says: " + command("run", file)
                : "Wait for those that run; others go on by " + command("run", file) + " --resume");
        return String.join("\n", lines);
    }

    private String command(String name, Object subject) {
        return "retort " + name + " " + ShellWord.of(subject) + workspaceOption;
    }

    private static List<String> shown(List<NearRun> runs, Function<NearRun, String> what) {
        List<String> lines = new ArrayList<>();
        for (NearRun run : runs.subList(0, Math.min(NAMED, runs.size()))) {
            lines.add("  run " + run.found().id() + ", " + run.found().member() + " (seed " + run.found().seed() + "): "
                    + what.apply(run));
        }
        if (runs.size() > NAMED) {
            lines.add("  and " + (runs.size() - NAMED) + " runs more");
        }
        return lines;
    }

    private static String listed(List<String> texts, int most) {
        return String.join(", ", texts.subList(0, Math.min(most, texts.size())))
                + (texts.size() > most ? " and " + (texts.size() - most) + " more" : "");
    }

    /** The {@code --set}s of the command that made one of these runs, where the table has most rows with them. */
    private Optional<List<String>> overrides(List<NearRun> runs) {
        return runs.stream()
                .map(run -> overrides(run.commandLine()))
                .distinct()
                .filter(sets -> rows(sets) > 0)
                .max(Comparator.comparingLong(this::rows));
    }

    private static List<String> overrides(String commandLine) {
        List<String> found = new ArrayList<>();
        for (Matcher set = OVERRIDE.matcher(commandLine); set.find(); ) {
            found.add(set.group(1).replace("'\\''", "\0").replace("'", "").replace("\0", "'"));
        }
        return found;
    }

    private long rows(List<String> sets) {
        try {
            ResultTable table = results.of(plans.apply(sets));
            return table.rows().stream().filter(row -> !row.seeds().isEmpty()).count();
        } catch (InputException e) {
            // The descriptor has changed since, so that these no longer fit it.
            return 0;
        }
    }
}
