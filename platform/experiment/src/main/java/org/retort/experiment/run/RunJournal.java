package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.retort.api.metric.MetricFile;
import org.retort.api.metric.MetricValue;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;

/** Appends a run's events in the form that docs/architecture.md gives. */
final class RunJournal {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RunFolder run;
    private final JournalWriter writer;

    RunJournal(RunFolder run, JournalWriter writer) {
        this.run = run;
        this.writer = writer;
    }

    void stage(String stage, String message) {
        writer.append("stage", JSON.objectNode().put("stage", stage).put("message", message));
    }

    /** @param done the step that training goes on after; 0 where it begins */
    void training(long done) {
        ObjectNode body = JSON.objectNode().put("stage", "train").put("message", "");
        if (done > 0) {
            body.put("message", "goes on after step " + done).put("resumedAt", done);
        }
        writer.append("stage", body);
    }

    void warning(String message) {
        writer.append("warning", JSON.objectNode().put("message", message));
    }

    void append(String type, ObjectNode body) {
        writer.append(type, body);
    }

    void metrics(long step, Map<String, Double> values, Map<String, Double> timing) {
        ObjectNode body = JSON.objectNode().put("step", step);
        ObjectNode numbers = body.putObject("values");
        values.forEach((name, value) -> put(numbers, name, value));
        ObjectNode times = body.putObject("timing");
        timing.forEach((name, value) -> put(times, name, value));
        writer.append("metrics", body);
    }

    void sample(long step, String sheet, String tiles, List<String> sources, List<String> targets) {
        ObjectNode body = JSON.objectNode().put("step", step).put("sheet", sheet).put("tiles", tiles);
        sources.forEach(body.putArray("sources")::add);
        targets.forEach(body.putArray("targets")::add);
        writer.append("sample", body);
    }

    void checkpoint(long step, Path file) {
        writer.append("checkpoint", file(JSON.objectNode().put("step", step), file));
    }

    void artifact(Path file, String description) {
        writer.append("artifact", file(JSON.objectNode(), file).put("description", description));
    }

    /** Keeps the files of a report among the artifacts, and tells its figures. */
    void result(Evaluation.Report report, MeasuredOn measuredOn) {
        for (MetricFile file : report.files()) {
            artifact(run.writeArtifact(file.name(), file.text()), file.description());
        }
        ObjectNode body = JSON.objectNode();
        body.set("measuredOn", measuredOn.toJson());
        ArrayNode list = body.putArray("values");
        for (Evaluation.Figures figures : report.figures()) {
            for (MetricValue value : figures.values()) {
                ObjectNode entry = list.addObject().put("name", value.name());
                put(entry, "value", value.value());
                entry.put("unit", value.unit());
                entry.put("direction", value.direction().name().toLowerCase(Locale.ROOT));
                if (!figures.protocol().isEmpty()) {
                    entry.put("protocol", figures.protocol());
                }
            }
        }
        writer.append("result", body);
    }

    /** The SHA-256 of a file in hexadecimal digits. */
    static String sha256(Path file) {
        try (var in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int count = in.read(block); count > 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private ObjectNode file(ObjectNode body, Path file) {
        try {
            return body.put("file", run.path().relativize(file).toString().replace('\\', '/'))
                    .put("bytes", Files.size(file))
                    .put("sha256", sha256(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.put(name, Double.toString(value));
        }
    }
}
