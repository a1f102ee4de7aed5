package org.retort.bench.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.retort.bench.Contest;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retort bench train}. */
@Command(
        name = "train",
        description = "Times a training cycle on each engine and precision, and on eager LibTorch, in turn.",
        mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final PrintStream out;
    private final OwnProcess process;

    @Mixin
    private BenchOptions options;

    @Option(names = "--batch", paramLabel = "N", description = "Images in a step; the preset's by default.")
    private Integer batch;

    @Option(names = "--width", paramLabel = "N", description = "Channels of both networks; the preset's by default.")
    private Integer width;

    @Option(names = "--scale", description = "Measure half and twice the batch, and half and twice the width, as well.")
    private boolean scale;

    BenchTrainCommand(PluginCatalog catalog, List<Engine> engines, PrintStream out, OwnProcess process) {
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
        TrainContest contest = new TrainContest(catalog, options.sessions(engines), options.rounds());
        Preset preset = options.preset();
        int images = batch == null ? preset.sizes().batch() : BenchOptions.atLeastOne("--batch", batch);
        int channels = width == null ? preset.sizes().width() : BenchOptions.atLeastOne("--width", width);
        ObjectNode document = contest.run(preset.with(images, channels));
        if (!options.json()) {
            print(document);
        }
        if (scale) {
            ArrayNode others = document.putArray("scale");
            others.add(contest.run(preset.with(Math.max(1, images / 2), channels)));
            others.add(contest.run(preset.with(2 * images, channels)));
            others.add(contest.run(preset.with(images, Math.max(1, channels / 2))));
            others.add(contest.run(preset.with(images, 2 * channels)));
            if (!options.json()) {
                printScale(document);
            }
        }
        if (options.json()) {
            BenchOptions.print(document, out);
        }
    }

    private void print(ObjectNode document) {
        out.printf(Locale.ROOT, "%s: batch %d, width %d, %d threads, %d rounds in turn; a cycle is %d discriminator"
                        + " steps and a generator step, %.0f GFLOP of convolutions%n",
                document.path("preset").asText(), document.path("batch").asInt(), document.path("width").asInt(),
                document.path("threads").asInt(), document.path("rounds").asInt(), Contender.CRITIC_STEPS,
                document.path("gigaflopOfCycle").asDouble());
        if (document.path("rounds").asInt() < Contest.FEWEST_ROUNDS) {
            out.println("fewer than " + Contest.FEWEST_ROUNDS + " rounds: these figures say little");
        }
        out.println("milliseconds a cycle, median (least to greatest); GFLOP/s at the median");
        for (JsonNode contender : document.path("contenders")) {
            out.printf(Locale.ROOT, "  %-28s %s, %.0f GFLOP/s%n", contender.path("name").asText(),
                    Figures.line(contender.path("milliseconds"), 0), contender.path("gigaflopPerSecond").asDouble());
        }
        out.println("times as fast, median (least to greatest); by default Retort takes "
                + document.path("default").asText());
        for (JsonNode ratio : document.path("ratios")) {
            out.printf(Locale.ROOT, "  %-28s against %-24s %s%n", ratio.path("contender").asText(),
                    ratio.path("than").asText(), Figures.line(ratio, 2));
        }
        out.println("share of a cycle outside the engine's ops, in one more cycle that is timed op by op");
        for (JsonNode contender : document.path("contenders")) {
            Profile.print(contender, options.profile(), out);
        }
        out.println("losses on one batch, first to last: that all fall shows that all learn");
        for (JsonNode contender : document.path("contenders")) {
            JsonNode losses = contender.path("losses");
            out.printf(Locale.ROOT, "  %-28s discriminator %s, generator %s%n", contender.path("name").asText(),
                    fall(losses.path("discriminator")), fall(losses.path("generator")));
        }
        document.path("leftOut").forEach(sentence -> out.println(sentence.asText()));
    }

    private static String fall(JsonNode losses) {
        return String.format(Locale.ROOT, "%.3f to %.3f %s", losses.path("first").asDouble(),
                losses.path("last").asDouble(), losses.path("falls").asBoolean() ? "(falls)" : "(DOES NOT FALL)");
    }

    private void printScale(ObjectNode document) {
        out.println("scaling: times as fast, median (least to greatest)");
        printScaleOf(document);
        document.path("scale").forEach(this::printScaleOf);
    }

    private void printScaleOf(JsonNode measured) {
        for (JsonNode ratio : measured.path("ratios")) {
            out.printf(Locale.ROOT, "  batch %4d  width %4d  %-28s against %-24s %s%n", measured.path("batch").asInt(),
                    measured.path("width").asInt(), ratio.path("contender").asText(), ratio.path("than").asText(),
                    Figures.line(ratio, 2));
        }
    }
}
