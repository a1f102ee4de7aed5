package org.retort.experiment.export;

import java.nio.file.Files;
import java.nio.file.Path;
import org.retort.api.loss.Role;
import org.retort.engine.state.Safetensors;
import org.retort.experiment.run.GeneratorMetadata;
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
     * Writes a file, whole or not at all, with the generator's metadata.
     *
     * @throws org.retort.api.plugin.InputException where the file cannot be written, or the generator has an op that ONNX files cannot hold
     */
    public static void write(FinishedGenerator generator, Format format, Path file) {
        GeneratorMetadata metadata = generator.metadata();
        if (format == Format.SAFETENSORS) {
            OutputFile.write(file, temporary -> Safetensors.write(temporary, generator.weights(), metadata.texts()));
            return;
        }
        TranslationGraph drawn = TranslationGraph.of(
                generator.plugins(), Role.OWN, metadata.format(), metadata.labels().size(), BATCH);
        byte[] model = OnnxModel.of(drawn, generator.weights(), metadata.texts());
        OutputFile.write(file, temporary -> Files.write(temporary, model));
    }
}
