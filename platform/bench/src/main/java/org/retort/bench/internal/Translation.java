package org.retort.bench.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.Training;
import org.retort.experiment.training.Translator;

/** Generators with the weights that training starts from, on one engine. */
final class Translation implements AutoCloseable {
    /** Translations in a round, since one is too short to be timed well. */
    static final int TIMES = 20;

    private final Sessions.Opened opened;
    private final Map<String, Training> starts = new LinkedHashMap<>();
    private final Map<String, Translator> translators = new LinkedHashMap<>();

    /**
     * @param opened closed with the translation
     * @param runs name to the run that would train the generator
     */
    Translation(Sessions.Opened opened, Preset preset, Map<String, RunDescriptor> runs) {
        this.opened = opened;
        runs.forEach((name, run) -> {
            Training start = new Training(run, preset.labels(), preset.format(), Map.of(), opened.session());
            starts.put(name, start);
            translators.put(name, new Translator(
                    NetworkPlugins.of(run), Role.OWN, preset.format(), preset.labels().size(), opened.session(),
                    start.parameters(NetworkPlugins.network(Role.OWN, Side.GENERATOR))));
        });
    }

    /** What is timed, by generator, engine and precision. */
    Map<String, Runnable> work(Batch image) {
        Map<String, Runnable> work = new LinkedHashMap<>();
        String precision = RetortContender.word(opened.session().settings().precision());
        translators.forEach((name, translator) -> work.put(
                name + " " + opened.engine() + " " + precision,
                repeated(() -> translator.translate(image.images(), image.labels()))));
        return work;
    }

    static Runnable repeated(Runnable once) {
        return () -> {
            for (int i = 0; i < TIMES; i++) {
                once.run();
            }
        };
    }

    @Override
    public void close() {
        translators.values().forEach(Translator::close);
        starts.values().forEach(Training::close);
        opened.session().close();
    }
}
