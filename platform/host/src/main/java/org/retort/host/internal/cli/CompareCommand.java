package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.retort.history.History;
import org.retort.history.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort compare}. */
@Command(
        name = "compare",
        description = "Shows where the descriptors of runs differ, and their results side by side.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", arity = "2..*", description = "Ids of runs.")
    private List<String> ids;

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (History history = History.open(common.existingWorkspace())) {
            List<RunSummary> runs = ids.stream().map(history::summary).toList();
            List<String> keys = differing(runs);
            if (common.json()) {
                terminal.print(document(runs, keys));
                return 0;
            }
            List<String> header = new ArrayList<>(List.of("key"));
            runs.forEach(run -> header.add("run " + run.id()));
            List<List<String>> rows = new ArrayList<>();
            for (String key : keys) {
                List<String> row = new ArrayList<>(List.of(key));
                runs.forEach(run -> row.add(text(run.parameters().get(key))));
                rows.add(row);
            }
            new TextTable(header, rows).lines().forEach(terminal::print);
            terminal.print("");
            new ResultTable(history, ids).lines().forEach(terminal::print);
        }
        return 0;
    }

    private static List<String> differing(List<RunSummary> runs) {
        TreeSet<String> keys = new TreeSet<>();
        runs.forEach(run -> keys.addAll(run.parameters().keySet()));
        return keys.stream()
                .filter(key -> runs.stream().map(run -> text(run.parameters().get(key))).distinct().count() > 1)
                .toList();
    }

    private static String text(JsonNode value) {
        return value == null ? "-" : value.isValueNode() ? value.asText() : value.toString();
    }

    private static ObjectNode document(List<RunSummary> runs, List<String> keys) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("runs");
        runs.forEach(run -> list.add(run.toJson()));
        ObjectNode differences = document.putObject("differences");
        for (String key : keys) {
            ObjectNode values = differences.putObject(key);
            runs.forEach(run -> values.set(run.id(), run.parameters().get(key)));
        }
        return document;
    }
}
