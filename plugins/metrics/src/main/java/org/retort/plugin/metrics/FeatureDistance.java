package org.retort.plugin.metrics;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.retort.api.classifier.Classifier;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;
import org.retort.api.tensor.Tensor;

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
        summary = "Fréchet distance (Heusel et al. 2017) and KID (Binkowski et al. 2018) between real and generated"
                + " images by the classifier's features, not Inception's. The experiment names the classifier.")
public final class FeatureDistance implements Metric<FeatureDistance.Parameters> {
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
        return new Distance(Judges.of(generator, "feature-distance"), parameters);
    }

    private static final class Distance implements Measurement {
        private final Classifier classifier;
        private final Parameters parameters;
        private final List<double[]> real = new ArrayList<>();
        private final List<double[]> generated = new ArrayList<>();
        private String firstTarget = "";

        private Distance(Classifier classifier, Parameters parameters) {
            this.classifier = classifier;
            this.parameters = parameters;
        }

        @Override
        public void accept(TranslationBatch batch) {
            if (firstTarget.isEmpty() || firstTarget.equals(batch.targetName())) {
                firstTarget = batch.targetName();
                add(classifier.classify(batch.source()).features(), real);
            }
            add(classifier.classify(batch.output()).features(), generated);
        }

        private static void add(Tensor features, List<double[]> rows) {
            int length = features.size(1);
            for (int i = 0; i < features.size(0); i++) {
                double[] row = new double[length];
                for (int j = 0; j < length; j++) {
                    row[j] = features.data()[i * length + j];
                }
                rows.add(row);
            }
        }

        @Override
        public List<MetricValue> finish() {
            double[][] one = real.toArray(double[][]::new);
            double[][] other = generated.toArray(double[][]::new);
            boolean enough = one.length > 1 && other.length > 1;
            KernelDistance kernel = enough
                    ? KernelDistance.of(one, other, parameters.subsets(), parameters.subsetSize(), parameters.seed())
                    : new KernelDistance(Double.NaN, Double.NaN);
            return List.of(
                    new MetricValue(
                            "frechet-classifier-distance",
                            enough ? FrechetDistance.between(one, other) : Double.NaN,
                            "",
                            Direction.LOWER),
                    new MetricValue("kernel-classifier-distance", kernel.mean(), "", Direction.LOWER),
                    new MetricValue("kernel-classifier-distance-sd", kernel.deviation(), "", Direction.NONE),
                    new MetricValue("real-images", one.length, "", Direction.NONE),
                    new MetricValue("generated-images", other.length, "", Direction.NONE));
        }
    }
}
