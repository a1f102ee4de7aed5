package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.retort.experiment.plugin.InstalledPlugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort describe}. */
@Command(name = "describe", description = "Tells the parameters of a plugin.", mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PLUGIN", description = "The plugin's id, or KIND/ID where several kinds have it.")
    private String plugin;

    DescribeCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.workspace().plugins());
        List<InstalledPlugin> found = PluginChoice.of(platform.catalog(), plugin);
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        found.forEach(one -> documents.add(platform.reports().plugin(one.kind().word(), one.id())));
        if (common.json()) {
            terminal.print(documents.size() == 1
                    ? documents.get(0)
                    : JsonNodeFactory.instance.objectNode().set("plugins", documents));
            return 0;
        }
        for (JsonNode document : documents) {
            print((ObjectNode) document);
        }
        return 0;
    }

    private void print(ObjectNode document) {
        terminal.print(document.path("kind").asText() + " " + document.path("id").asText() + ": "
                + document.path("summary").asText());
        terminal.print("bundle " + document.path("bundle").asText() + " " + document.path("version").asText());
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode parameter : document.path("parameters")) {
            rows.add(List.of(
                    parameter.path("name").asText(),
                    parameter.path("default").isNull() ? "required" : parameter.path("default").asText(),
                    parameter.path("unit").asText(),
                    parameter.path("allowed").asText(),
                    parameter.path("summary").asText()));
        }
        if (rows.isEmpty()) {
            terminal.print("It has no parameters.");
        } else {
            new TextTable(List.of("parameter", "default", "unit", "allowed", "what it does"), rows)
                    .lines()
                    .forEach(terminal::print);
        }
        terminal.print("");
    }
}
