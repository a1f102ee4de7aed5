package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.retort.host.control.PlatformReports;

/** The document of {@link PlatformReports#doctor()} for people. */
final class DoctorText {
    private static final double GIB = 1L << 30;
    private static final int KEY_WIDTH = 10;

    private final List<String> lines = new ArrayList<>();

    private DoctorText() {}

    static List<String> lines(ObjectNode report) {
        DoctorText text = new DoctorText();
        text.line("java", report.path("java").asText());
        text.line("system", report.path("system").asText());
        JsonNode cpu = report.path("cpu");
        text.line("cpu", cpu.path("model").asText() + ", " + counted(cpu.path("cores").asInt(), "core")
                + (cpu.path("flags").isEmpty() ? "" : ", " + String.join(" ", texts(cpu.path("flags")))));
        JsonNode memory = report.path("memory");
        text.line("memory", gib(memory.path("totalBytes")) + ", " + gib(memory.path("freeBytes"))
                + " of it free; Java's heap may take " + gib(memory.path("heapBytes")));
        if (report.has("disk")) {
            text.line("disk", gib(report.path("disk").path("freeBytes")) + " free for "
                    + report.path("disk").path("path").asText());
        }
        text.gpus(report);
        text.engines(report.path("engines"));
        text.line("plugins", report.path("plugins").asText());
        text.list("problems", texts(report.path("problems")), "none");
        return text.lines;
    }

    private void gpus(ObjectNode report) {
        List<String> gpus = new ArrayList<>();
        for (JsonNode gpu : report.path("gpus")) {
            gpus.add(gpu.path("name").asText() + ", compute capability " + gpu.path("computeCapability").asText() + ", "
                    + gpu.path("memory").asText() + ", driver " + gpu.path("driver").asText());
        }
        String missing = report.path("gpusMissing").asText();
        list("gpus", gpus, missing.isEmpty() ? "none" : missing);
    }

    private void engines(JsonNode engines) {
        List<String> entries = new ArrayList<>();
        for (JsonNode engine : engines) {
            List<String> natives = new ArrayList<>();
            engine.path("natives").fields().forEachRemaining(
                    library -> natives.add(library.getKey() + " " + library.getValue().asText()));
            entries.add(engine.path("engine").asText() + (natives.isEmpty() ? "" : " (" + String.join(", ", natives) + ")"));
            for (JsonNode device : engine.path("devices")) {
                String reason = device.path("reason").asText();
                entries.add("  " + device.path("device").asText() + ": "
                        + (device.path("usable").asBoolean() ? "usable, " : "not usable, ")
                        + device.path("description").asText() + (reason.isEmpty() ? "" : "; " + reason));
            }
        }
        list("engines", entries, "none");
    }

    private void list(String key, List<String> entries, String none) {
        line(key, entries.isEmpty() ? none : entries.get(0));
        entries.stream().skip(1).forEach(entry -> lines.add(" ".repeat(KEY_WIDTH) + entry));
    }

    private void line(String key, String text) {
        lines.add(key + ":" + " ".repeat(KEY_WIDTH - 1 - key.length()) + text);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String gib(JsonNode bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes.asDouble() / GIB);
    }
}
