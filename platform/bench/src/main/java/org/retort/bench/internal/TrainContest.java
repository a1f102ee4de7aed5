package org.retort.bench.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.retort.bench.Contest;
import org.retort.bench.Spread;
import org.retort.experiment.plugin.PluginCatalog;

/**
 * Training of a preset: Retort on each engine and precision against eager LibTorch, cycle by cycle in turn.
 *
 * @param rounds counted cycles of each contender
 */
record TrainContest(PluginCatalog catalog, Sessions sessions, int rounds) {
    /**
     * Runs the contest.
     *
     * @return {@code {preset, batch, width, threads, rounds, gigaflopOfCycle, default, natives: {NAME: version}, contenders:
     *     [{name, engine, precision, milliseconds: {min, median, max, rounds: []}, gigaflopPerSecond, profile:
     *     {milliseconds, outsideOps, ops: {OP: milliseconds}}, losses: {discriminator: {first, last, falls}, generator}}],
     *     ratios: [{contender, than, min, median, max, rounds: []}], leftOut: []}}
     */
    ObjectNode run(Preset preset) {
        List<String> leftOut = new ArrayList<>();
        List<Contender> contenders = new ArrayList<>();
        String byDefault = sessions.byDefault();
        try {
            for (Sessions.Opened opened : sessions.open(leftOut)) {
                contenders.add(new RetortContender(preset, catalog, opened.engine(), opened.session()));
            }
            contenders.add(new EagerContender(preset, false, sessions.threads()));
            if (sessions.bfloat16()) {
                contenders.add(new EagerContender(preset, true, sessions.threads()));
            }
            Map<String, Runnable> work = new LinkedHashMap<>();
            contenders.forEach(contender -> work.put(contender.name(), contender::cycle));
            return document(preset, contenders, contest(preset).run(work, rounds), byDefault, leftOut);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static Contest contest(Preset preset) {
        return new Contest(new RoundLines(System.err, String.format(Locale.ROOT, "%s, batch %d, width %d",
                preset.name(), preset.sizes().batch(), preset.sizes().width())));
    }

    private ObjectNode document(
            Preset preset,
            List<Contender> contenders,
            Contest.Result result,
            String byDefault,
            List<String> leftOut) {
        double gigaflop = Arithmetic.of(preset, catalog).gigaflop(preset.sizes().batch(), Contender.CRITIC_STEPS);
        ObjectNode document = JsonNodeFactory.instance.objectNode()
                .put("preset", preset.name())
                .put("batch", preset.sizes().batch())
                .put("width", preset.sizes().width())
                .put("threads", sessions.threads())
                .put("rounds", rounds)
                .put("gigaflopOfCycle", gigaflop)
                .put("default", byDefault);
        sessions.putNatives(document);
        ArrayNode list = document.putArray("contenders");
        for (Contender contender : contenders) {
            Spread time = result.time(contender.name());
            ObjectNode entry = list.addObject()
                    .put("name", contender.name())
                    .put("engine", contender.engine())
                    .put("precision", contender.precision());
            Figures.put(entry.putObject("milliseconds"), result.milliseconds().get(contender.name()));
            entry.put("gigaflopPerSecond", 1000 * gigaflop / time.median());
            contender.profile().ifPresent(profile -> profile.put(entry.putObject("profile")));
            ObjectNode losses = entry.putObject("losses");
            losses.set("discriminator", contender.discriminator().document());
            losses.set("generator", contender.generator().document());
        }
        ArrayNode ratios = document.putArray("ratios");
        contenders.stream()
                .filter(contender -> !contender.engine().equals(EagerContender.ENGINE))
                .forEach(contender -> contenders.stream()
                        .filter(than -> than.engine().equals(EagerContender.ENGINE))
                        .forEach(than -> Figures.put(
                                ratios.addObject().put("contender", contender.name()).put("than", than.name()),
                                result.ratios(contender.name(), than.name()))));
        leftOut.forEach(document.putArray("leftOut")::add);
        return document;
    }
}
