package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.retort.history.History;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort show}. */
@Command(name = "show", description = "Tells everything about one run.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (History history = History.open(common.existingWorkspace())) {
            ObjectNode details = history.details(id);
            if (common.json()) {
                terminal.print(details);
                return 0;
            }
            RunFolder run = RunFolder.open(common.existingWorkspace(), id);
            RunState state = history.summary(id).state();
            terminal.print("run " + id + "  " + history.summary(id).name() + "  " + state.text()
                    + (history.summary(id).message().isEmpty() ? "" : ": " + history.summary(id).message()));
            if (List.of(RunState.FAILED, RunState.STOPPED, RunState.LOST).contains(state)) {
                terminal.print("go on:      retort resume " + id);
            }
            line("created", details.path("summary").path("created"));
            line("command", details.path("run").path("commandLine"));
            line("identity", details.path("run").path("identity"));
            line("teachers", TextNode.valueOf(String.join(", ", history.summary(id).teachers())));
            JsonNode provenance = details.path("provenance");
            for (String key : List.of("version", "commit", "jvm", "os", "cpu", "engine", "device", "precision", "threads")) {
                line(key, provenance.path(key));
            }
            terminal.print("folder:     " + run.path());
            section("results", details.path("result"));
            terminal.print("descriptor:");
            terminal.print(run.description().descriptor());
        }
        return 0;
    }

    private void line(String key, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !value.asText().isEmpty()) {
            terminal.print(key + ":" + " ".repeat(Math.max(1, 11 - key.length())) + value.asText());
        }
    }

    private void section(String name, JsonNode results) {
        if (results.isEmpty()) {
            return;
        }
        terminal.print(name + ":");
        int width = results.findValuesAsText("name").stream().mapToInt(String::length).max().orElse(0);
        for (JsonNode result : results) {
            double value = result.path("value").isNumber() ? result.path("value").asDouble() : Double.NaN;
            String figure = result.path("name").asText();
            terminal.print("  " + figure + " ".repeat(width - figure.length()) + "  "
                    + Numbers.figure(value, result.path("unit").asText()));
        }
        Map<String, List<String>> protocols = new LinkedHashMap<>();
        for (JsonNode result : results) {
            if (result.has("protocol")) {
                protocols.computeIfAbsent(result.path("protocol").asText(), key -> new ArrayList<>())
                        .add(result.path("name").asText());
            }
        }
        protocols.forEach((protocol, names) -> terminal.print("  " + String.join(", ", names) + ": " + protocol));
    }
}
