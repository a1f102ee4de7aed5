package org.retort.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** Runs as a worker would leave them, without the training. */
final class DemoRuns {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int TILE = 48;
    private static final List<String> SOURCES = List.of("face-001", "face-002", "face-003", "face-004");
    private static final List<String> TARGETS = List.of("black", "blond", "brown", "glasses", "smile");

    private DemoRuns() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunFolder queued(Workspace workspace, String experiment, String member, String teacher) {
        return queued(workspace, experiment, member, teacher, 8, "output-l1");
    }

    static RunFolder queued(Workspace workspace, String experiment, String member, String teacher, int width,
            String... losses) {
        ObjectNode descriptor = json("""
                {"name": "%s", "seed": 1, "engine": "auto", "dataset": {"plugin": "procedural-faces", "size": 32},
                 "generator": {"plugin": "stustargan", "width": %d, "skip": "add"}, "train": {"iterations": 1000, "batch": 16}}"""
                .formatted(experiment.replace("\"", "\\\""), width));
        ArrayNode distillation = descriptor.putArray("distillation");
        for (String loss : losses) {
            distillation.addObject().put("plugin", loss).put("weight", 10);
        }
        return RunFolder.create(workspace, RunDescription.of(experiment, member, teacher == null ? "teacher" : "student",
                1, Instant.now(), Stream.ofNullable(teacher).toList(), "retort run experiments/quickstart.yaml", "ab".repeat(32),
                descriptor));
    }

    /** A run that came to its end, with everything a page can show. */
    static RunFolder finished(Workspace workspace, String experiment, String member, String teacher) throws IOException {
        return finished(workspace, experiment, member, teacher, 8, "output-l1");
    }

    static RunFolder finished(Workspace workspace, String experiment, String member, String teacher, int width,
            String... losses) throws IOException {
        RunFolder folder = queued(workspace, experiment, member, teacher, width, losses);
        try (JournalWriter writer = folder.openWriter()) {
            begin(writer);
            steps(writer, 10, 1000);
            samples(folder, writer, 500);
            samples(folder, writer, 1000);
            writer.append("checkpoint", json("{\"step\": 1000, \"file\": \"checkpoints/step-00001000.safetensors\","
                    + " \"bytes\": 123456, \"sha256\": \"" + "cd".repeat(32) + "\"}"));
            writer.append("result", json("""
                    {"values": [{"name": "parameters", "value": %d, "unit": "", "direction": "lower"},
                     {"name": "multiply-adds", "value": 31850496, "unit": "", "direction": "lower"},
                     {"name": "latency", "value": 4.2137, "unit": "ms", "direction": "lower"},
                     {"name": "ssim-to-teacher", "value": 0.9134, "unit": "", "direction": "higher"}]}""".formatted(width * 10804)));
            Path weights = folder.artifacts().resolve("generator.safetensors");
            Files.createDirectories(folder.artifacts());
            Files.write(weights, new byte[2048]);
            Files.writeString(folder.artifacts().resolve("page.html"), "<script>alert(1)</script>");
            writer.append("artifact", json("{\"file\": \"artifacts/generator.safetensors\", \"bytes\": 2048, \"sha256\": \""
                    + "ef".repeat(32) + "\", \"description\": \"final weights\"}"));
            writer.state(RunState.FINISHED, "", JSON.objectNode());
        }
        Files.writeString(folder.log(), "12:00:00 INFO  begins\n12:00:01 INFO  step 10\n12:00:09 INFO  done\n");
        return folder;
    }

    static void begin(JournalWriter writer) {
        writer.state(RunState.RUNNING, "", json("{\"pid\": %d, \"host\": \"here\"}".formatted(ProcessHandle.current().pid())));
        writer.append("provenance", json("""
                {"version": "0.1.0", "commit": "91dc5cd", "commandLine": "retort run experiments/quickstart.yaml",
                 "jvm": "OpenJDK 17.0.15", "os": "Linux 6.1 amd64", "cpu": "2 cores, AVX-512", "engine": "nd4j",
                 "device": "cpu", "precision": "float32", "threads": 2, "natives": {"nd4j": "1.0.0-M2.1 onednn"},
                 "plugins": [{"bundle": "org.retort.plugin.stustargan", "version": "0.1.0", "sha256": "%s"}],
                 "dataset": {"plugin": "procedural-faces", "fingerprint": "f00d", "checksum": "beef"}}"""
                .formatted("12".repeat(32))));
        writer.append("dataset", json("""
                {"splits": {"train": {"count": 2000, "labels": {"black": 700, "blond": 650, "brown": 650}},
                 "test": {"count": 256, "labels": {"black": 90, "blond": 80, "brown": 86}}},
                 "skipped": {"count": 0, "reasons": []}}"""));
    }

    static void steps(JournalWriter writer, int from, int to) {
        for (int step = from; step <= to; step += 10) {
            writer.append("metrics", metrics(step));
        }
    }

    static ObjectNode metrics(int step) {
        double decay = Math.exp(-step / 300.0);
        double noise = Math.sin(step * 12.9898) * 0.2;
        ObjectNode body = JSON.objectNode().put("step", step);
        body.putObject("values").put("generator/adversarial", -2 + 3 * decay + noise)
                .put("generator/classification", 0.4 + 2 * decay + noise * 0.3)
                .put("generator/output-l1", 0.05 + 0.6 * decay + noise * 0.05)
                .put("discriminator/real", -1.5 - decay + noise).put("discriminator/fake", 1.2 - decay - noise)
                .put("discriminator/gradient-penalty", 0.1 + decay * 0.5 + Math.abs(noise) * 0.2)
                .put("generator-share/adversarial", 0.5 - noise).put("generator-share/output-l1", 0.5 + noise)
                .put("tutor/generator/adversarial", -1 + 2 * decay + noise)
                .put("tutor/generator-share/adversarial", 1);
        body.putObject("timing").put("imagesPerSecond", 180.5).put("stepMillis", 88.6).put("dataMillis", 0.2)
                .put("remainingSeconds", (1000 - step) * 0.09);
        return body;
    }

    static void samples(RunFolder folder, JournalWriter writer, int step) throws IOException {
        Files.createDirectories(folder.samples());
        String name = "samples/step-%08d".formatted(step);
        picture(folder.path().resolve("samples/sources.tiles.png"), 1, 0);
        picture(folder.path().resolve("samples/teacher.tiles.png"), TARGETS.size(), 1);
        picture(folder.path().resolve(name + ".tiles.png"), TARGETS.size(), step / 1000.0);
        picture(folder.path().resolve(name + ".png"), TARGETS.size(), step / 1000.0);
        ObjectNode body = JSON.objectNode().put("step", step).put("sheet", name + ".png").put("tiles", name + ".tiles.png");
        SOURCES.forEach(body.putArray("sources")::add);
        TARGETS.forEach(body.putArray("targets")::add);
        writer.append("sample", body);
    }

    private static void picture(Path file, int columns, double strength) throws IOException {
        BufferedImage image = new BufferedImage(columns * TILE, SOURCES.size() * TILE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int row = 0; row < SOURCES.size(); row++) {
            for (int column = 0; column < columns; column++) {
                graphics.setColor(Color.getHSBColor(row * 0.13f, 0.2f, 0.85f));
                graphics.fillRect(column * TILE, row * TILE, TILE, TILE);
                graphics.setColor(Color.getHSBColor(0.08f + column * 0.17f, (float) (0.3 + 0.6 * strength), 0.45f));
                graphics.fillOval(column * TILE + 8, row * TILE + 3, 32, 26);
                graphics.setColor(Color.getHSBColor(0.07f, 0.35f, 0.92f));
                graphics.fillOval(column * TILE + 11, row * TILE + 10, 26, 32);
                graphics.setColor(Color.DARK_GRAY);
                graphics.fillOval(column * TILE + 17, row * TILE + 22, 4, 4);
                graphics.fillOval(column * TILE + 27, row * TILE + 22, 4, 4);
                graphics.drawArc(column * TILE + 18, row * TILE + 27, 12, 7, 180, 180);
            }
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    static ObjectNode plugins() {
        return json("""
                {"plugins": [{"kind": "generator", "id": "stustargan", "title": "stuStarGAN student",
                   "summary": "The paper's student generator.", "bundle": "org.retort.plugin.stustargan", "version": "0.1.0"}],
                 "bundles": [
                  {"bundle": "org.retort.plugin.stustargan", "version": "0.1.0", "file": "stustargan.jar", "state": "active", "problems": []},
                  {"bundle": "com.example.broken", "version": "1.0.0", "file": "broken.jar", "state": "installed",
                   "problems": ["com.example.broken needs the package org.example.missing, which no bundle offers."]}],
                 "problems": []}""");
    }

    static ObjectNode plugin(String kind, String id) {
        ObjectNode plugin = plugins();
        ObjectNode found = (ObjectNode) plugin.get("plugins").get(0);
        ArrayNode parameters = found.putArray("parameters");
        for (JsonNode parameter : json("""
                {"list": [{"name": "width", "type": "integer", "unit": "channels", "default": "8", "min": 1, "max": 512,
                   "choices": [], "summary": "Channels of the first convolution.", "allowed": "1 to 512"},
                  {"name": "skip", "type": "choice", "unit": "", "default": "add", "min": null, "max": null,
                   "choices": ["none", "add", "concat"], "summary": "How encoder and decoder are joined.", "allowed": ""},
                  {"name": "source", "type": "path", "unit": "", "default": null, "min": null, "max": null,
                   "choices": [], "summary": "A required one.", "allowed": ""}]}""").get("list")) {
            parameters.add(parameter);
        }
        return found;
    }
}
