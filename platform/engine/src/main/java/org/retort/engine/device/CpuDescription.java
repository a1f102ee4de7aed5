package org.retort.engine.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the CPU is and can. */
public final class CpuDescription {
    private static final String KEY = "model name";

    private CpuDescription() {}

    /** Model and number of cores that this process may use. */
    public static String ofThisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        return model(Path.of("/proc/cpuinfo")) + ", " + cores + (cores == 1 ? " core" : " cores");
    }

    /**
     * Whether the CPU has a feature, by the name that Linux gives it, such as {@code avx512_bf16}; false where the system
     * does not tell.
     */
    public static boolean hasFeature(String name) {
        return hasFeature(Path.of("/proc/cpuinfo"), name);
    }

    static boolean hasFeature(Path cpuInfo, String name) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")).contains(name))
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    /** The model that Linux tells; the architecture elsewhere. */
    static String model(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith(KEY))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
