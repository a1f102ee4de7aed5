package org.retort.bench.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.bench.Contest;
import org.retort.engine.program.Engine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that both benchmarks have. */
final class BenchOptions {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "fer-48",
            description = "fer-48, the default, or celeba-128.")
    private String preset;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "" + Contest.FEWEST_ROUNDS,
            description = "Counted rounds; ${DEFAULT-VALUE} by default, and fewer say little.")
    private int rounds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the kernels; by default one for each core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--engine",
            paramLabel = "ID",
            description = "An engine that takes part; can be given several times; all by default.")
    private List<String> engines = List.of();

    @Option(
            names = "--every-precision",
            description = "Measure bfloat16 as well where the CPU has no instructions for it.")
    private boolean everyPrecision;

    @Option(names = "--profile", description = "Print where the time goes, op by op.")
    private boolean profile;

    @Option(names = "--json", description = "Print one JSON document with every figure instead of text.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Does the work, in a process of its own where this one has other threads.
     *
     * @return the exit code
     */
    int run(OwnProcess process, Runnable work) {
        List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
        return process.run(arguments, threads()).orElseGet(() -> {
            work.run();
            return 0;
        });
    }

    Preset preset() {
        return Preset.of(preset);
    }

    int rounds() {
        return atLeastOne("--rounds", rounds);
    }

    private int threads() {
        return atLeastOne("--threads", threads);
    }

    boolean profile() {
        return profile;
    }

    boolean json() {
        return json;
    }

    Sessions sessions(List<Engine> installed) {
        if (installed.isEmpty()) {
            throw new InputException("there is no engine; retort doctor tells what is wrong with this installation");
        }
        return Sessions.of(installed, engines, threads(), everyPrecision);
    }

    static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new InputException(option + " is " + value + "; give at least 1");
        }
        return value;
    }

    static void print(JsonNode document, PrintStream out) {
        try {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document cannot be written", e);
        }
    }
}
