package org.retort.experiment.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.loss.AdversarialObjective;
import org.retort.api.loss.DistillationLoss;
import org.retort.api.loss.Side;
import org.retort.api.loss.Term;
import org.retort.api.loss.TrainingStep;
import org.retort.api.model.DiscriminatorArchitecture;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.Configurable;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Parameter;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;

/** A catalogue of small plugins for tests of descriptors; none of them can draw. */
public final class TestCatalog implements PluginCatalog {
    private final List<InstalledPlugin> plugins = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** A dataset, a generator, a discriminator, an objective and a loss with parameters of every type. */
    public static TestCatalog withSmallPlugins() {
        return new TestCatalog()
                .add(PluginKind.DATASET, "faces", new Faces())
                .add(PluginKind.GENERATOR, "narrow", new Narrow())
                .add(PluginKind.DISCRIMINATOR, "critic", new Critic())
                .add(PluginKind.OBJECTIVE, "versus", new Versus())
                .add(PluginKind.LOSS, "pairwise", new Pairwise());
    }

    public TestCatalog add(PluginKind kind, String id, Configurable<?> service) {
        plugins.add(new InstalledPlugin(kind, id, id, "A test plugin.", "test.bundle", "1.2.3", service));
        return this;
    }

    public TestCatalog problem(String words) {
        problems.add(words);
        return this;
    }

    @Override
    public List<InstalledPlugin> plugins() {
        return List.copyOf(plugins);
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    public enum Crop {
        CENTRE,
        WHOLE_FACE
    }

    public record FacesParameters(
            @Parameter(summary = "Height and width.", unit = "px", value = "32", min = 8, max = 64) int size,
            @Parameter(summary = "Where the files are.") Path path,
            @Parameter(summary = "Which part of the picture.", value = "centre") Crop crop,
            @Parameter(summary = "Labels.", value = "smile,young") List<String> attributes,
            @Parameter(summary = "Leave broken files out.", value = "false") boolean skipBroken) {
        public FacesParameters {
            if (attributes.size() > size) {
                throw new InputException("more attributes than pixels in a row");
            }
        }
    }

    private static final class Faces implements DatasetProvider<FacesParameters> {
        @Override
        public Class<FacesParameters> parameters() {
            return FacesParameters.class;
        }

        @Override
        public ImageDataset open(FacesParameters parameters, DatasetContext context) {
            throw new IllegalStateException("opened");
        }
    }

    public record NarrowParameters(
            @Parameter(summary = "Channels.", unit = "channels", min = 1) int width,
            @Parameter(summary = "Slope.", value = "0.01", min = 0) double slope) {}

    private static final class Narrow implements GeneratorArchitecture<NarrowParameters> {
        @Override
        public Class<NarrowParameters> parameters() {
            return NarrowParameters.class;
        }

        @Override
        public SDVariable build(NetworkBuilder network, SDVariable image, SDVariable label, NarrowParameters p) {
            throw new IllegalStateException("drawn");
        }
    }

    private static final class Critic implements DiscriminatorArchitecture<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public Verdict build(NetworkBuilder network, SDVariable image, int labels, NoParameters parameters) {
            throw new IllegalStateException("drawn");
        }
    }

    private static final class Versus implements AdversarialObjective<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public List<Term> terms(TrainingStep step, NoParameters parameters) {
            throw new IllegalStateException("drawn");
        }
    }

    private static final class Pairwise implements DistillationLoss<NoParameters> {
        @Override
        public Class<NoParameters> parameters() {
            return NoParameters.class;
        }

        @Override
        public Side side() {
            return Side.GENERATOR;
        }

        @Override
        public int minimumBatch(NoParameters parameters) {
            return 3;
        }

        @Override
        public SDVariable build(TrainingStep step, double weight, NoParameters parameters) {
            throw new IllegalStateException("drawn");
        }
    }
}
