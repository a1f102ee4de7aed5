package org.retort.runs;

import java.util.List;
import java.util.stream.Stream;
import org.retort.api.plugin.Configurable;
import org.retort.classifier.dl4j.Cnn;
import org.retort.classifier.dl4j.Keras;
import org.retort.dataset.celeba.CelebA;
import org.retort.dataset.fer2013.Fer2013;
import org.retort.dataset.procedural.ProceduralFaces;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;
import org.retort.plugin.distillation.discriminator.DiscriminatorLogit;
import org.retort.plugin.distillation.discriminator.TeacherAsReal;
import org.retort.plugin.distillation.discriminator.Triplet;
import org.retort.plugin.distillation.feature.FeatureMse;
import org.retort.plugin.distillation.image.Content;
import org.retort.plugin.distillation.image.DiscriminatorFeatureL1;
import org.retort.plugin.distillation.image.OutputL1;
import org.retort.plugin.metrics.Efficiency;
import org.retort.plugin.metrics.FeatureDistance;
import org.retort.plugin.metrics.Fid;
import org.retort.plugin.metrics.Reconstruction;
import org.retort.plugin.metrics.TargetAccuracy;
import org.retort.plugin.metrics.TeacherSimilarity;
import org.retort.plugin.metrics.TruthError;
import org.retort.plugin.stargan.StarGanDiscriminator;
import org.retort.plugin.stargan.StarGanGenerator;
import org.retort.plugin.stargan.StarGanObjective;
import org.retort.plugin.stustargan.StudentGenerator;

/** The plugins that whole runs are tested with, without a framework; and more, for a test that brings its own. */
final class ShippedPlugins implements PluginCatalog {
    private static final List<InstalledPlugin> SHIPPED = List.of(
            plugin(PluginKind.DATASET, "procedural-faces", new ProceduralFaces()),
            plugin(PluginKind.DATASET, "fer2013", new Fer2013()),
            plugin(PluginKind.DATASET, "celeba", new CelebA()),
            plugin(PluginKind.GENERATOR, "stargan", new StarGanGenerator()),
            plugin(PluginKind.GENERATOR, "stustargan", new StudentGenerator()),
            plugin(PluginKind.DISCRIMINATOR, "stargan", new StarGanDiscriminator()),
            plugin(PluginKind.OBJECTIVE, "stargan", new StarGanObjective()),
            plugin(PluginKind.LOSS, "output-l1", new OutputL1()),
            plugin(PluginKind.LOSS, "discriminator-feature-l1", new DiscriminatorFeatureL1()),
            plugin(PluginKind.LOSS, "feature-mse", new FeatureMse()),
            plugin(PluginKind.LOSS, "discriminator-logit", new DiscriminatorLogit()),
            plugin(PluginKind.LOSS, "teacher-as-real", new TeacherAsReal()),
            plugin(PluginKind.LOSS, "triplet", new Triplet()),
            plugin(PluginKind.LOSS, "feature-mse", new FeatureMse()),
            plugin(PluginKind.LOSS, "content", new Content()),
            plugin(PluginKind.CLASSIFIER, "dl4j-cnn", new Cnn()),
            plugin(PluginKind.CLASSIFIER, "keras", new Keras()),
            plugin(PluginKind.METRIC, "efficiency", new Efficiency()),
            plugin(PluginKind.METRIC, "feature-distance", new FeatureDistance()),
            plugin(PluginKind.METRIC, "fid", new Fid(List.of(new MeanColours()))),
            plugin(PluginKind.METRIC, "reconstruction", new Reconstruction()),
            plugin(PluginKind.METRIC, "target-accuracy", new TargetAccuracy()),
            plugin(PluginKind.METRIC, "teacher-similarity", new TeacherSimilarity()),
            plugin(PluginKind.METRIC, "truth-error", new TruthError()));

    private final List<InstalledPlugin> plugins;

    ShippedPlugins(InstalledPlugin... more) {
        plugins = Stream.concat(SHIPPED.stream(), Stream.of(more)).toList();
    }

    static InstalledPlugin plugin(PluginKind kind, String id, Configurable<?> service) {
        return new InstalledPlugin(kind, id, id, "", "test", "1.0.0", service);
    }

    @Override
    public List<InstalledPlugin> plugins() {
        return plugins;
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
