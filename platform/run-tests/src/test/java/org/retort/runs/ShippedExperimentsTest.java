package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.Suites;

class ShippedExperimentsTest {
    private static final Path EXPERIMENTS = Path.of("..", "..", "experiments");

    static List<Path> descriptors() throws IOException {
        try (Stream<Path> files = Files.walk(EXPERIMENTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void everyDescriptorIsReadWithTheShippedPlugins(Path file) {
        SuitePlan plan = SuitePlan.of(Suites.read(file, List.of(), new ShippedPlugins()));

        assertThat(plan.runs()).isNotEmpty();
    }
}
