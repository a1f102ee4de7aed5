package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The memory that a worker holds, over many steps. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
class SteadyMemoryIT {
    private static final double TOLERANCE = 1.05;

    private static final String EVERY = "teacher.train={iterations: 1000000, batch: 4, critic-steps: 2, log-every: 50,"
            + " sample-every: 500, checkpoint-every: 500}";

    @TempDir
    Path folder;

    @Test
    void aWorkerHoldsNoMoreMemoryAfterTenTimesAsManySteps() throws Exception {
        int steps = Integer.getInteger("retort.steps", 2000);
        InstalledRetort retort = InstalledRetort.in(folder);
        ProcessBuilder command = retort.command("run", "tiny.yaml", "--set", EVERY)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.txt").toFile());
        // Java's own heap is all there from the start, so that what grows is held by something else.
        command.environment().merge("RETORT_JAVA_OPTIONS", "-Xms512m -XX:+AlwaysPreTouch", (a, b) -> a + " " + b);
        Process foreground = command.start();
        Witness witness = new Witness(retort.workspace(), "1");
        try {
            witness.awaitStep(steps / 10);
            long early = residentKilobytes(retort);
            witness.awaitStep(steps);
            long late = residentKilobytes(retort);

            System.out.printf("resident memory: %,d KiB after %,d steps, %,d KiB after %,d%n",
                    early, steps / 10, late, steps);
            assertThat(late).isLessThan((long) (TOLERANCE * early));
        } finally {
            retort.run("stop", "1", "2");
            foreground.waitFor();
        }
    }

    private static long residentKilobytes(InstalledRetort retort) throws IOException {
        long worker = new ObjectMapper()
                .readTree(retort.workspace().resolve("runs/1/heartbeat").toFile())
                .path("pid").asLong();
        return Files.readAllLines(Path.of("/proc", Long.toString(worker), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
