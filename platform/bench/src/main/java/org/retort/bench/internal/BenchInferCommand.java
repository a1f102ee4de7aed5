package org.retort.bench.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.retort.bench.Contest;
import org.retort.bench.EagerStarGan;
import org.retort.engine.program.Engine;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.training.Batch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code retort bench infer}. */
@Command(
        name = "infer",
        description = "Times the translation of one image by student and teacher on each engine, in turn, and by the"
                + " teacher on eager LibTorch.",
        mixinStandardHelpOptions = true)
final class BenchInferCommand implements Callable<Integer> {
    private static final String NO_ONNX =
            "ONNX Runtime is not compared: this build of Retort exports no ONNX; nor is the student on eager LibTorch";

    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final PrintStream out;

    @Mixin
    private BenchOptions options;

    BenchInferCommand(PluginCatalog catalog, List<Engine> engines, PrintStream out) {
        this.catalog = catalog;
        this.engines = engines;
        this.out = out;
    }

    @Override
    public Integer call() {
        Preset preset = options.preset();
        Preset single = preset.with(1, preset.sizes().width());
        Sessions sessions = options.sessions(engines);
        int rounds = options.rounds();
        Experiment experiment = single.experiment(catalog);
        List<String> leftOut = new ArrayList<>();
        List<Translation> translations = new ArrayList<>();
        Batch image = Samples.of(single.sizes());
        ObjectNode document = JsonNodeFactory.instance.objectNode()
                .put("preset", preset.name())
                .put("batch", 1)
                .put("threads", sessions.threads())
                .put("rounds", rounds)
                .put("translationsOfRound", Translation.TIMES);
        try (EagerStarGan eager = new EagerStarGan(single.sizes(), false, sessions.threads())) {
            Map<String, Runnable> work = new LinkedHashMap<>();
            for (Sessions.Opened opened : sessions.open(leftOut)) {
                Translation translation = new Translation(opened, single, Map.of(
                        "student", RunDescriptor.ofStudent(experiment, experiment.students().get(0)),
                        "teacher", RunDescriptor.ofTeacher(experiment)));
                translations.add(translation);
                translation.work(image).forEach(work::put);
            }
            work.put("teacher " + EagerContender.ENGINE + " " + EagerContender.FLOAT32, Translation.repeated(
                    () -> eager.translation(image.images().data(), image.labels().data())));
            Contest.Result result = new Contest().run(work, rounds);
            ArrayNode contenders = document.putArray("contenders");
            work.keySet().forEach(name -> Figures.put(
                    contenders.addObject().put("name", name).putObject("milliseconds"),
                    result.milliseconds().get(name).stream().map(time -> time / Translation.TIMES).toList()));
        } finally {
            translations.forEach(Translation::close);
        }
        leftOut.add(NO_ONNX);
        leftOut.forEach(document.putArray("leftOut")::add);
        if (options.json()) {
            BenchOptions.print(document, out);
        } else {
            print(document);
        }
        return 0;
    }

    private void print(ObjectNode document) {
        out.printf(Locale.ROOT, "%s: one image, %d threads, %d rounds in turn%n", document.path("preset").asText(),
                document.path("threads").asInt(), document.path("rounds").asInt());
        out.println("milliseconds a translation, median (least to greatest)");
        for (JsonNode contender : document.path("contenders")) {
            out.printf("  %-36s %s%n", contender.path("name").asText(),
                    Figures.line(contender.path("milliseconds"), 2));
        }
        document.path("leftOut").forEach(sentence -> out.println(sentence.asText()));
    }
}
