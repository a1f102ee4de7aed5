package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The distribution's script, started in a folder of its own, whose workspace is {@code workspace} there.
 *
 * @param folder the folder that commands are given in
 */
record InstalledRetort(Path folder) {
    /** Flags for Java: processes that live for seconds gain nothing from more compilers and collectors. */
    static final String SHORT_LIVED = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final Path SCRIPT = Path.of("target", "retort", "retort").toAbsolutePath();

    /** Networks of a few hundred weights, on faces of 32 px, for steps that take milliseconds. */
    private static final String TINY = """
            name: tiny
            threads: 1
            dataset: {plugin: procedural-faces, size: 32, train: 64, validation: 4, test: 12,
                      attributes: [Blond_Hair, Black_Hair, Eyeglasses]}
            teacher:
              generator: {plugin: stargan, width: 4, blocks: 1}
              discriminator: {plugin: stargan, width: 4, layers: 4}
              objective: {plugin: stargan}
              train: {iterations: 8, batch: 4, critic-steps: 2, log-every: 1, sample-every: 4, checkpoint-every: 4}
            students:
              - name: small
                generator: {plugin: stustargan, width: 4, blocks: 1, skip: add, separable: residual}
                discriminator: {plugin: stargan, width: 4, layers: 4}
                objective: {plugin: stargan}
                distillation: [{plugin: output-l1, weight: 10}]
                train: {iterations: 8, batch: 4, critic-steps: 2, log-every: 1, sample-every: 4, checkpoint-every: 4}
            metrics: [{plugin: teacher-similarity}, {plugin: truth-error}]
            evaluate: {images: 10}
            """;

    /** What a command did. */
    record Ended(int code, String output, String errors) {}

    /** A new folder with {@code tiny.yaml} in it. */
    static InstalledRetort in(Path folder) throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), TINY);
        return new InstalledRetort(folder);
    }

    Path workspace() {
        return folder.resolve("workspace");
    }

    ProcessBuilder command(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile());
        builder.environment().put("RETORT_JAVA_OPTIONS", SHORT_LIVED);
        return builder;
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = command(arguments)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(4, TimeUnit.MINUTES);
        process.destroyForcibly();
        Ended result = new Ended(ended ? process.exitValue() : -1, Files.readString(output), Files.readString(errors));
        assertThat(ended).as("%s ended within four minutes: %s", List.of(arguments), result).isTrue();
        return result;
    }

    /** What a command with {@code --json} prints. */
    JsonNode json(String... arguments) throws IOException, InterruptedException {
        Ended ended = run(arguments);
        assertThat(ended.code()).as(ended.errors()).isZero();
        return new ObjectMapper().readTree(ended.output());
    }
}
