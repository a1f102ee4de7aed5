package org.retort.experiment.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.plan.Identity;
import org.retort.experiment.suite.DescriptorDifference;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.SuiteRun;
import org.retort.history.History;
import org.retort.history.RunQuery;
import org.retort.history.RunSummary;
import org.retort.history.journal.RunState;

/** Reads the results of a suite from the history. */
public final class SuiteResults {
    private final History history;

    /**
     * @param history a history, refreshed as far as wanted
     */
    public SuiteResults(History history) {
        this.history = history;
    }

    /**
     * The table of an experiment's name: of each member and seed the newest finished run, archived ones left out.
     *
     * @throws InputException where no run has the name, with the nearest, and where none that has it is finished
     */
    public ResultTable of(String experiment) {
        List<RunSummary> runs = oldestFirst();
        List<String> names = runs.stream().map(RunSummary::experiment).distinct().toList();
        if (!names.contains(experiment)) {
            throw new InputException("no run belongs to a suite or experiment `" + experiment + "`"
                    + NearestName.question(experiment, names)
                    + (names.isEmpty()
                            ? "; there are no runs yet"
                            : (NearestName.of(experiment, names).isPresent() ? " There are " : "; there are ")
                                    + String.join(", ", names)));
        }
        Map<List<Object>, RunSummary> last = new LinkedHashMap<>();
        List<String> members = new ArrayList<>();
        for (RunSummary run : runs) {
            if (run.experiment().equals(experiment)) {
                members.add(run.member());
                if (run.state() == RunState.FINISHED) {
                    last.put(List.of(run.member(), run.seed()), run);
                }
            }
        }
        if (last.isEmpty()) {
            throw new InputException("no run of " + experiment + " is finished: "
                    + runs.stream()
                            .filter(run -> run.experiment().equals(experiment))
                            .map(run -> "run " + run.id() + ", " + run.member() + " (seed " + run.seed() + "), is "
                                    + run.state().text())
                            .collect(Collectors.joining("; "))
                    + ". Wait for those that run or are queued, and go on with others: retort resume RUN");
        }
        return ResultTable.of(
                experiment, members, last.values().stream().map(run -> result(run, run.member())).toList());
    }

    /** The table of a plan: of each run the newest finished one of its identity, whatever experiment it comes from. */
    public ResultTable of(SuitePlan plan) {
        Map<String, RunSummary> byIdentity = new LinkedHashMap<>();
        for (RunSummary run : oldestFirst()) {
            if (run.state() == RunState.FINISHED) {
                byIdentity.put(history.details(run.id()).path("run").path("identity").asText(), run);
            }
        }
        List<RunResult> results = new ArrayList<>();
        for (SuiteRun planned : plan.runs()) {
            RunSummary run = byIdentity.get(planned.run().identity());
            if (run != null) {
                results.add(result(run, planned.run().member()));
            }
        }
        List<String> members =
                plan.runs().stream().map(run -> run.run().member()).distinct().toList();
        return ResultTable.of(plan.suite(), members, results);
    }

    /**
     * For each run of a plan the run that comes nearest to it: one of the plan's experiment and of the same member, archived
     * ones left out. First comes one that would train the same weights, then a finished one, then one of the same seed, then
     * the newest. Runs of the plan to which none comes near are left out.
     */
    public List<NearRun> near(SuitePlan plan) {
        List<NearRun> near = new ArrayList<>();
        List<RunSummary> runs = oldestFirst().stream()
                .filter(run -> run.experiment().equals(plan.suite()))
                .toList();
        for (SuiteRun wanted : plan.runs()) {
            runs.stream()
                    .filter(run -> run.member().equals(wanted.run().member()))
                    .map(run -> near(wanted, run))
                    .max(Comparator.<NearRun, Boolean>comparing(run -> run.differences().isEmpty())
                            .thenComparing(run -> run.found().state() == RunState.FINISHED)
                            .thenComparing(run -> run.found().seed() == wanted.run().seed())
                            .thenComparing(run -> run.found().created()))
                    .ifPresent(near::add);
        }
        return near;
    }

    private NearRun near(SuiteRun wanted, RunSummary found) {
        JsonNode run = history.details(found.id()).path("run");
        List<String> differences = run.path("descriptor") instanceof ObjectNode descriptor
                ? DescriptorDifference.of(
                        Identity.deciding(descriptor),
                        Identity.deciding(wanted.run().descriptor()))
                : List.of();
        return new NearRun(wanted, found, differences, run.path("commandLine").asText());
    }

    private List<RunSummary> oldestFirst() {
        return history.runs(new RunQuery("", List.of("id"), 0, Integer.MAX_VALUE)).runs();
    }

    private RunResult result(RunSummary run, String member) {
        List<MetricValue> values = new ArrayList<>();
        Map<String, String> protocols = new LinkedHashMap<>();
        for (JsonNode entry : history.details(run.id()).path("result")) {
            String name = entry.path("name").asText();
            values.add(new MetricValue(
                    name,
                    run.results().getOrDefault(name, Double.NaN),
                    entry.path("unit").asText(),
                    direction(entry.path("direction").asText())));
            if (entry.has("protocol")) {
                protocols.put(name, entry.path("protocol").asText());
            }
        }
        return new RunResult(run.id(), member, run.kind(), run.seed(), values, protocols);
    }

    private static Direction direction(String word) {
        return Arrays.stream(Direction.values())
                .filter(direction -> direction.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Direction.NONE);
    }
}
