package org.retort.plugin.metrics;

import org.osgi.service.component.annotations.Component;
import org.retort.api.classifier.Classifier;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;

/**
 * How far the features of translations lie from those of real images, by the features of the experiment's classifier:
 * {@code frechet-classifier-distance} (Heusel et al. 2017, with another extractor than Inception, so this is no FID) and
 * {@code kernel-classifier-distance} (KID's unbiased estimate, Binkowski et al. 2018: mean over subsets, and
 * {@code kernel-classifier-distance-sd} their standard deviation). Real images are the sources, generated ones their
 * translations to all targets; {@code real-images} and {@code generated-images} count them.
 */
@Component(service = Metric.class)
@Plugin(
        id = "feature-distance",
        title = "Fréchet and kernel distance of classifier features",
        summary = "Fréchet distance (Heusel et al. 2017) and kernel distance (Binkowski et al. 2018) between real and"
                + " generated images by the classifier's features, not Inception's. The experiment names the classifier.")
public final class FeatureDistance implements Metric<FeatureDistance.Parameters> {
    private static final FeatureComparison.Names NAMES = new FeatureComparison.Names(
            "frechet-classifier-distance", "kernel-classifier-distance", "real-images", "generated-images");

    /**
     * The protocol.
     *
     * @param subsets subsets that the kernel distance is averaged over
     * @param subsetSize images of each kind in a subset
     * @param seed decides the subsets
     */
    public record Parameters(
            @Parameter(summary = "Subsets that the kernel distance is averaged over.", value = "50", min = 1)
                    int subsets,
            @Parameter(summary = "Images of each kind in a subset; fewer where there are not as many.", value = "100",
                            min = 2)
                    int subsetSize,
            @Parameter(summary = "Decides the subsets.", value = "1") long seed) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public boolean asksClassifier() {
        return true;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, Parameters parameters) {
        Classifier classifier = Judges.of(generator, "feature-distance");
        return new FeatureComparison(
                image -> classifier.classify(image).features(),
                NAMES,
                new FeatureComparison.Subsets(parameters.subsets(), parameters.subsetSize(), parameters.seed()));
    }
}
