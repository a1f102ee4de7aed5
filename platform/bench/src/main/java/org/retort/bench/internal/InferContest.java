package org.retort.bench.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.bench.Contest;
import org.retort.bench.EagerStarGan;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.training.Batch;

/**
 * Translation of one image by a preset's student and teacher: Retort on each engine and precision against ONNX Runtime,
 * and the teacher against eager LibTorch, in turn.
 *
 * @param warmUp of each contender, before the first round
 * @param rounds counted rounds of each contender
 */
record InferContest(PluginCatalog catalog, Sessions sessions, Duration warmUp, int rounds) {
    private static final String STUDENT = "student";
    private static final String TEACHER = "teacher";

    /**
     * Runs the contest.
     *
     * @return {@code {preset, batch, threads, rounds, warmUpSeconds, default, natives: {NAME: version}, contenders: [{name,
     *     translationsOfRound, milliseconds: {min, median, max, rounds: []}, profile: {milliseconds, outsideOps, ops: {OP:
     *     milliseconds}}}], ratios: [{contender, than, min, median, max, rounds: []}], leftOut: []}}
     */
    ObjectNode run(Preset preset) {
        Preset single = preset.with(1, preset.sizes().width());
        Experiment experiment = single.experiment(catalog);
        Map<String, RunDescriptor> runs = new LinkedHashMap<>();
        runs.put(STUDENT, RunDescriptor.ofStudent(experiment, experiment.students().get(0)));
        runs.put(TEACHER, RunDescriptor.ofTeacher(experiment, experiment.teachers().get(0)));
        Batch image = Samples.of(single.sizes());
        List<String> leftOut = new ArrayList<>();
        String byDefault = sessions.byDefault();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        List<Translation> translations = new ArrayList<>();
        try {
            Map<String, Repeated> work = new LinkedHashMap<>();
            for (Sessions.Opened session : sessions.open(leftOut)) {
                Translation translation = new Translation(session, single, runs);
                boolean first = opened.isEmpty();
                opened.push(translation);
                translations.add(translation);
                translation.work(image).forEach((name, once) -> work.put(name, Repeated.of(once, warmUp)));
                if (first) {
                    for (String generator : List.of(STUDENT, TEACHER)) {
                        OnnxTranslation onnx = new OnnxTranslation(translation.finished(generator), sessions.threads());
                        opened.push(onnx);
                        work.put(generator + " " + OnnxTranslation.NAME,
                                Repeated.of(() -> onnx.translate(image), warmUp));
                    }
                }
            }
            EagerStarGan eager = new EagerStarGan(single.sizes(), false, sessions.threads());
            opened.push(eager);
            work.put(TEACHER + " " + EagerContender.ENGINE + " " + EagerContender.FLOAT32,
                    Repeated.of(() -> eager.translation(image.images().data(), image.labels().data()), warmUp));
            Contest contest = new Contest(new RoundLines(System.err, preset.name() + ", one image"));
            Contest.Result result = contest.run(work, rounds);
            Map<String, Profile> profiles = new LinkedHashMap<>();
            translations.forEach(translation -> profiles.putAll(translation.profiles(work)));
            return document(preset, work, result, profiles, byDefault, leftOut);
        } finally {
            opened.forEach(InferContest::close);
        }
    }

    private static void close(AutoCloseable contender) {
        try {
            contender.close();
        } catch (Exception e) {
            throw new InputException("a contender did not close: " + e.getMessage(), e);
        }
    }

    private ObjectNode document(
            Preset preset,
            Map<String, Repeated> work,
            Contest.Result result,
            Map<String, Profile> profiles,
            String byDefault,
            List<String> leftOut) {
        ObjectNode document = JsonNodeFactory.instance.objectNode()
                .put("preset", preset.name())
                .put("batch", 1)
                .put("threads", sessions.threads())
                .put("rounds", rounds)
                .put("warmUpSeconds", warmUp.toMillis() / 1000.0)
                .put("default", byDefault);
        sessions.putNatives(document);
        ArrayNode contenders = document.putArray("contenders");
        work.forEach((name, repeated) -> {
            ObjectNode entry = contenders.addObject().put("name", name).put("translationsOfRound", repeated.times());
            Figures.put(
                    entry.putObject("milliseconds"),
                    result.milliseconds().get(name).stream().map(time -> time / repeated.times()).toList());
            if (profiles.containsKey(name)) {
                profiles.get(name).put(entry.putObject("profile"));
            }
        });
        ArrayNode ratios = document.putArray("ratios");
        for (String generator : List.of(STUDENT, TEACHER)) {
            String than = generator + " " + OnnxTranslation.NAME;
            work.keySet().stream()
                    .filter(name -> name.startsWith(generator) && !name.equals(than))
                    .forEach(name -> Figures.put(
                            ratios.addObject().put("contender", name).put("than", than),
                            result.ratios(name, than).stream()
                                    .map(ratio -> ratio * work.get(name).times() / work.get(than).times())
                                    .toList()));
        }
        leftOut.forEach(document.putArray("leftOut")::add);
        return document;
    }
}
