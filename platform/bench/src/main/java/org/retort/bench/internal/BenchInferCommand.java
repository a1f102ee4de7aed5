package org.retort.bench.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retort bench infer}. */
@Command(
        name = "infer",
        description = "Times the translation of one image by student and teacher on each engine and on ONNX Runtime, in"
                + " turn, and by the teacher on eager LibTorch.",
        mixinStandardHelpOptions = true)
final class BenchInferCommand implements Callable<Integer> {
    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final PrintStream out;
    private final OwnProcess process;

    @Mixin
    private BenchOptions options;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "Time that each contender is given before the first round; ${DEFAULT-VALUE} by default.")
    private int warmUp;

    BenchInferCommand(PluginCatalog catalog, List<Engine> engines, PrintStream out, OwnProcess process) {
        this.catalog = catalog;
        this.engines = engines;
        this.out = out;
        this.process = process;
    }

    @Override
    public Integer call() {
        return options.run(process, this::measure);
    }

    private void measure() {
        ObjectNode document =
                new InferContest(catalog, options.sessions(engines), warmUp(), options.rounds())
                        .run(options.preset());
        if (options.json()) {
            BenchOptions.print(document, out);
        } else {
            print(document);
        }
    }

    private Duration warmUp() {
        if (warmUp < 0) {
            throw new InputException("--warm-up is " + warmUp + "; give 0 seconds or more");
        }
        return Duration.ofSeconds(warmUp);
    }

    private void print(ObjectNode document) {
        out.printf(Locale.ROOT, "%s: one image, %d threads, %d rounds in turn%n", document.path("preset").asText(),
                document.path("threads").asInt(), document.path("rounds").asInt());
        out.println("milliseconds a translation, median (least to greatest)");
        for (JsonNode contender : document.path("contenders")) {
            out.printf("  %-36s %s%n", contender.path("name").asText(),
                    Figures.line(contender.path("milliseconds"), 2));
        }
        out.println("times as fast, median (least to greatest); by default Retort takes "
                + document.path("default").asText());
        for (JsonNode ratio : document.path("ratios")) {
            out.printf(Locale.ROOT, "  %-36s against %-28s %s%n", ratio.path("contender").asText(),
                    ratio.path("than").asText(), Figures.line(ratio, 2));
        }
        out.println("share outside the engine's ops, in one more round that is timed op by op");
        document.path("contenders").forEach(contender -> Profile.print(contender, options.profile(), out));
        document.path("leftOut").forEach(sentence -> out.println(sentence.asText()));
    }
}
