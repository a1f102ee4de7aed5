package org.retort.experiment.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.loss.Role;
import org.retort.api.plugin.InputException;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.training.TranslationGraph;

/** Writes generators as files for other programs. */
public final class GeneratorExport {
    private static final int BATCH = 3;

    private GeneratorExport() {}

    /** Kinds of files. */
    public enum Format {
        /** Graph and weights, for ONNX Runtime and others that read ONNX; the batch is free. */
        ONNX,
        /** Weights alone. */
        SAFETENSORS;

        /** The ending of such files. */
        public String ending() {
            return this == ONNX ? ".onnx" : ".safetensors";
        }
    }

    /**
     * Writes a file: under a temporary name beside it, then renamed. Its metadata tell the run, the labels in their
     * order and the shape of images.
     *
     * @throws InputException where the file cannot be written, or the generator has an op that ONNX files cannot hold
     */
    public static void write(FinishedGenerator generator, Format format, Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder; name a file");
        }
        Map<String, String> metadata = metadata(generator);
        try {
            Path absolute = file.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            if (format == Format.SAFETENSORS) {
                Safetensors.write(absolute, generator.weights(), metadata);
                return;
            }
            TranslationGraph drawn = TranslationGraph.of(
                    generator.plugins(), Role.OWN, generator.format(), generator.labels().size(), BATCH);
            byte[] model = OnnxModel.of(drawn, generator.weights(), metadata);
            Path temporary = absolute.resolveSibling(absolute.getFileName() + ".tmp");
            Files.write(temporary, model);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException(file + " cannot be written: " + e, e);
        }
    }

    private static Map<String, String> metadata(FinishedGenerator generator) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("run", generator.uuid());
        metadata.put("name", generator.name());
        metadata.put("labels", String.join(",", generator.labels().names()));
        metadata.put("channels", Integer.toString(generator.format().channels()));
        metadata.put("size", Integer.toString(generator.format().size()));
        return metadata;
    }
}
