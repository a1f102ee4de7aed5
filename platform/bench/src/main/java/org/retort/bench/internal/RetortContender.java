package org.retort.bench.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Precision;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.training.Batch;
import org.retort.experiment.training.Training;

/** A run's own training on an engine. */
final class RetortContender implements Contender {
    /** StarGAN's weights, where they are not 1; the objective's defaults. */
    private static final Map<String, Double> WEIGHTS = Map.of("gradient-penalty", 10.0, "reconstruction", 10.0);

    private final String engine;
    private final ProfiledSession session;
    private final Training training;
    private final Batch batch;
    private final Losses discriminator = new Losses();
    private final Losses generator = new Losses();
    private long step;

    /** @param session closed with the contender */
    RetortContender(Preset preset, PluginCatalog catalog, String engine, EngineSession session) {
        this.engine = engine;
        this.session = new ProfiledSession(session);
        Experiment experiment = preset.experiment(catalog);
        this.training = new Training(
                RunDescriptor.ofTeacher(experiment, experiment.teachers().get(0)),
                preset.labels(),
                preset.format(),
                Map.of(),
                this.session);
        this.batch = Samples.of(preset.sizes());
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public String precision() {
        return word(session.settings().precision());
    }

    /** A precision as descriptors write it. */
    static String word(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void cycle() {
        for (int i = 0; i < CRITIC_STEPS; i++) {
            step++;
            discriminator.add(total(training.discriminatorStep(batch, step)));
        }
        generator.add(total(training.generatorStep(step)));
    }

    private static double total(Map<String, Double> terms) {
        return terms.entrySet().stream()
                .mapToDouble(term -> WEIGHTS.getOrDefault(term.getKey(), 1.0) * term.getValue())
                .sum();
    }

    @Override
    public Optional<Profile> profile() {
        return Optional.of(Profile.of(session, new Repeated(this::cycle, 1)));
    }

    @Override
    public Losses discriminator() {
        return discriminator;
    }

    @Override
    public Losses generator() {
        return generator;
    }

    @Override
    public void close() {
        training.close();
        session.close();
    }
}
