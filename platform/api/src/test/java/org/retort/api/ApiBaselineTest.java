package org.retort.api;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Plugins that were built against the released API must work, or be refused by its versions. */
class ApiBaselineTest {
    private static final File BASELINE = new File("baseline/retort-api.jar");

    @Test
    void everyPackageThatChangedHasTheVersionThatItsChangeAsksFor() throws Exception {
        try (Processor bnd = new Processor();
                Jar now = new Jar("now", new File("target/classes"));
                Jar before = new Jar(BASELINE)) {
            List<String> tooLow = new Baseline(bnd, new DiffPluginImpl())
                    .baseline(now, before, null).stream()
                    .filter(packageInfo -> packageInfo.mismatch)
                    .map(ApiBaselineTest::sentence)
                    .toList();
            assertThat(tooLow).as("packages whose version is too low; see platform/api/baseline/README.md").isEmpty();
        }
    }

    private static String sentence(Info change) {
        return change.packageName + " is " + change.newerVersion + " and must be at least " + change.suggestedVersion
                + ", since it changed: " + changes(change.packageDiff).stream().collect(Collectors.joining(", "));
    }

    private static List<String> changes(Diff diff) {
        return diff.getChildren().stream()
                .filter(part -> part.getDelta() != Delta.UNCHANGED && part.getDelta() != Delta.IGNORED)
                .map(part -> part.getDelta().name().toLowerCase(Locale.ROOT) + " " + part.getName())
                .toList();
    }
}
