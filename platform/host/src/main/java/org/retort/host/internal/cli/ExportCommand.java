package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.export.GeneratorExport;
import org.retort.experiment.run.GeneratorMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort export}. */
@Command(
        name = "export",
        description = "Writes the generator of a finished run as a file for other programs.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = "onnx (graph and weights, any batch) or safetensors (weights).")
    private GeneratorExport.Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "The file; run-RUN.onnx or run-RUN.safetensors by default.")
    private Path out;

    ExportCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.existingWorkspace().plugins());
        FinishedGenerator generator = FinishedGenerator.of(common.existingWorkspace(), id, platform.catalog());
        Path file = out == null ? Path.of("run-" + id + format.ending()) : out;
        GeneratorExport.write(generator, format, file);
        if (common.json()) {
            terminal.print(JsonNodeFactory.instance.objectNode()
                    .put("run", id)
                    .put("format", format.name().toLowerCase(Locale.ROOT))
                    .put("file", file.toString()));
        } else {
            GeneratorMetadata metadata = generator.metadata();
            terminal.print("wrote " + file + ": generator of run " + id + ", " + metadata.name() + ", for images of "
                    + metadata.format().size() + " px and the labels "
                    + String.join(", ", metadata.labels().names()));
        }
        return 0;
    }
}
