package org.retort.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of docs/losses.md against the losses of the distribution. */
class LossesPageIT {
    private static final Path PAGE = Path.of("..", "..", "docs", "losses.md");

    @TempDir
    private Path folder;

    /** Loss to the names of its parameters, as the page's first table has them. */
    private static Map<String, List<String>> listed() throws IOException {
        Map<String, List<String>> listed = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(PAGE);
        for (int row = lines.indexOf("|---|---|---|---|---|---|") + 1; lines.get(row).startsWith("|"); row++) {
            String[] cells = lines.get(row).split("\\|");
            String parameters = cells[2].strip();
            List<String> before = listed.put(
                    cells[1].strip(), parameters.equals("-") ? List.of() : List.of(parameters.split(", ")));
            assertThat(before).as("a row before of %s", cells[1]).isNull();
        }
        return listed;
    }

    @Test
    void thePageListsTheLossesOfTheDistributionAndTheirParameters() throws Exception {
        Map<String, List<String>> installed = new LinkedHashMap<>();
        try (RunningPlatform platform = RunningPlatform.start(folder)) {
            for (JsonNode plugin : platform.ask("plugins").get("plugins")) {
                if (plugin.get("kind").asText().equals("loss")) {
                    String id = plugin.get("id").asText();
                    installed.put(id, platform.ask("loss " + id).get("parameters").findValuesAsText("name"));
                }
            }
        }

        assertThat(listed()).isEqualTo(installed);
    }
}
