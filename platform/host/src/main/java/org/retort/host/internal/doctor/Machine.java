package org.retort.host.internal.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Processor, memory and disk of this machine. */
final class Machine {
    /** What the kernels choose their code by, slowest first. */
    private static final List<String> FLAGS =
            List.of("avx2", "fma", "f16c", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16", "asimd", "bf16");

    private final Path cpuInfo;

    /** @param cpuInfo Linux's description of the processors; it may be missing */
    Machine(Path cpuInfo) {
        this.cpuInfo = cpuInfo;
    }

    static Machine ofThisProcess() {
        return new Machine(Path.of("/proc/cpuinfo"));
    }

    String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("java.home");
    }

    String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
    }

    ObjectNode cpu() {
        List<String> lines = cpuInfoLines();
        Set<String> present = new TreeSet<>();
        lines.stream()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .findFirst()
                .ifPresent(line -> present.addAll(Arrays.asList(value(line).split("\\s+"))));
        ObjectNode cpu = JsonNodeFactory.instance.objectNode();
        cpu.put("model", lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(Machine::value)
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch")));
        cpu.put("cores", Runtime.getRuntime().availableProcessors());
        FLAGS.stream().filter(present::contains).forEach(cpu.putArray("flags")::add);
        return cpu;
    }

    ObjectNode memory() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return JsonNodeFactory.instance.objectNode()
                .put("totalBytes", system.getTotalMemorySize())
                .put("freeBytes", system.getFreeMemorySize())
                .put("heapBytes", Runtime.getRuntime().maxMemory());
    }

    /** The disk that a folder is on, or would be on if it were made. */
    ObjectNode disk(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return JsonNodeFactory.instance.objectNode()
                .put("path", folder.toAbsolutePath().normalize().toString())
                .put("freeBytes", Files.getFileStore(existing).getUsableSpace());
    }

    private List<String> cpuInfoLines() {
        try {
            return Files.exists(cpuInfo) ? Files.readAllLines(cpuInfo) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).trim();
    }
}
