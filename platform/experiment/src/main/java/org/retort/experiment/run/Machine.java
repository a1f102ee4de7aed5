package org.retort.experiment.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine in words, for provenance. */
final class Machine {
    private Machine() {}

    static String jvm() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** Model and number of cores of the processor. */
    static String cpu() {
        return model() + ", " + Runtime.getRuntime().availableProcessors() + " cores";
    }

    private static String model() {
        Path facts = Path.of("/proc/cpuinfo");
        if (Files.isReadable(facts)) {
            try {
                List<String> lines = Files.readAllLines(facts);
                return lines.stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
