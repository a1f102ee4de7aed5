package org.retort.bench.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.retort.api.loss.Role;
import org.retort.api.loss.Side;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.run.GeneratorMetadata;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.Training;
import org.retort.experiment.training.Translator;

/** Generators with the weights that training starts from, on one engine. */
final class Translation implements AutoCloseable {
    private final String engine;
    private final ProfiledSession session;
    private final Preset preset;
    private final Map<String, RunDescriptor> runs;
    private final Map<String, Training> starts = new LinkedHashMap<>();
    private final Map<String, Translator> translators = new LinkedHashMap<>();

    /**
     * @param opened closed with the translation
     * @param runs name to the run that would train the generator
     */
    Translation(Sessions.Opened opened, Preset preset, Map<String, RunDescriptor> runs) {
        this.engine = opened.engine();
        this.session = new ProfiledSession(opened.session());
        this.preset = preset;
        this.runs = runs;
        runs.forEach((name, run) -> {
            Training start = new Training(run, preset.labels(), preset.format(), Map.of(), session);
            starts.put(name, start);
            translators.put(name, new Translator(
                    NetworkPlugins.of(run), Role.OWN, preset.format(), preset.labels().size(), session,
                    start.parameters(NetworkPlugins.network(NetworkPlugins.OWN, Side.GENERATOR))));
        });
    }

    /** What is timed, by the names that {@link #name} gives. */
    Map<String, Runnable> work(Batch image) {
        Map<String, Runnable> work = new LinkedHashMap<>();
        translators.keySet().forEach(name -> work.put(name(name), () -> translate(name, image)));
        return work;
    }

    private String name(String generator) {
        return generator + " " + engine + " " + RetortContender.word(session.settings().precision());
    }

    /**
     * Where the time of a translation goes.
     *
     * @param work rounds of what {@link #work} gives, by the same names, and of others
     */
    Map<String, Profile> profiles(Map<String, Repeated> work) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        translators.keySet().forEach(name -> profiles.put(name(name), Profile.of(session, work.get(name(name)))));
        return profiles;
    }

    /** The translation by one of the generators. */
    Tensor translate(String name, Batch image) {
        return translators.get(name).translate(image.images(), image.labels());
    }

    /** One of the generators, for export. */
    FinishedGenerator finished(String name) {
        RunDescriptor run = runs.get(name);
        return new FinishedGenerator(
                new GeneratorMetadata("bench", name, preset.format(), preset.labels(), "noise"),
                run,
                NetworkPlugins.of(run),
                starts.get(name).parameters(NetworkPlugins.network(NetworkPlugins.OWN, Side.GENERATOR)).read());
    }

    @Override
    public void close() {
        translators.values().forEach(Translator::close);
        starts.values().forEach(Training::close);
        session.close();
    }
}
