package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code retort plugins}. */
@Command(
        name = "plugins",
        description = "Lists what is installed, and what is not available and why.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    PluginsCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.workspace().plugins());
        ObjectNode plugins = platform.reports().plugins();
        if (common.json()) {
            terminal.print(plugins);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode plugin : plugins.path("plugins")) {
            rows.add(List.of(
                    plugin.path("kind").asText(), plugin.path("id").asText(), plugin.path("summary").asText()));
        }
        new TextTable(List.of("kind", "id", "what it does"), rows).lines().forEach(terminal::print);
        for (JsonNode bundle : plugins.path("bundles")) {
            bundle.path("problems").forEach(problem -> terminal.print("problem: " + problem.asText()));
        }
        plugins.path("problems").forEach(problem -> terminal.print("problem: " + problem.asText()));
        return 0;
    }
}
