package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pieces of descriptors on docs/losses.md, in a descriptor of the installed Retort. */
class LossFragmentsIT {
    private static final Path PAGE = Path.of("..", "..", "docs", "losses.md");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String EXPERIMENT = """
            name: page
            dataset: {plugin: procedural-faces, size: 32, train: 8, validation: 4, test: 4}
            teacher:
              generator: {plugin: stargan, width: 4, blocks: 1}
              discriminator: {plugin: stargan, width: 6, layers: 4}
              objective: {plugin: stargan}
              train: {iterations: 8, batch: 4}
            students:
            """;
    private static final String STUDENT = """
              - name: fragment%d
                generator: {plugin: stustargan, width: 4, blocks: 1}
                discriminator: {plugin: stargan, width: 4, layers: 4}
                objective: {plugin: stargan}
                train: {iterations: 8, batch: 4}
                distillation:
            """;

    @TempDir
    private Path folder;

    @Test
    void everyFragmentOfThePageIsAListOfLossesThatFitTheNetworks() throws Exception {
        List<String> fragments = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            fragments.add(STUDENT.formatted(fragments.size())
                    + blocks.group(1).lines().map(line -> "      " + line + "\n").collect(Collectors.joining()));
        }
        assertThat(fragments).hasSizeGreaterThanOrEqualTo(3);
        InstalledRetort retort = InstalledRetort.in(folder);
        Files.writeString(folder.resolve("page.yaml"), EXPERIMENT + String.join("", fragments));

        InstalledRetort.Ended ended = retort.run("run", "page.yaml", "--dry-run");

        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.output()).contains("fragment" + (fragments.size() - 1));
    }
}
