package org.retort.plugin.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.tensor.Tensor;

/**
 * Compares the features of real images, which are the sources, with those of generated ones, which are their
 * translations to all targets.
 */
final class FeatureComparison implements Metric.Measurement {
    private final UnaryOperator<Tensor> extractor;
    private final Names names;
    private final Subsets subsets;
    private final List<double[]> real = new ArrayList<>();
    private final List<double[]> generated = new ArrayList<>();
    private String firstTarget = "";

    /**
     * What the figures are called; the standard deviation of the kernel distance is {@code KERNEL-sd}.
     *
     * @param frechet the Fréchet distance
     * @param kernel the kernel distance
     * @param real the number of real images
     * @param generated the number of generated images
     */
    record Names(String frechet, String kernel, String real, String generated) {}

    /**
     * The subsets that the kernel distance is averaged over.
     *
     * @param count how many
     * @param size images of each kind in one, fewer where there are not as many
     * @param seed decides them
     */
    record Subsets(int count, int size, long seed) {}

    /** @param extractor makes {@code [N, F]} of images {@code [N, C, H, W]} with values in [-1, 1] */
    FeatureComparison(UnaryOperator<Tensor> extractor, Names names, Subsets subsets) {
        this.extractor = extractor;
        this.names = names;
        this.subsets = subsets;
    }

    @Override
    public void accept(TranslationBatch batch) {
        if (firstTarget.isEmpty() || firstTarget.equals(batch.targetName())) {
            firstTarget = batch.targetName();
            add(extractor.apply(batch.source()), real);
        }
        add(extractor.apply(batch.output()), generated);
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
                ? KernelDistance.of(one, other, subsets.count(), subsets.size(), subsets.seed())
                : new KernelDistance(Double.NaN, Double.NaN);
        return List.of(
                new MetricValue(
                        names.frechet(), enough ? FrechetDistance.between(one, other) : Double.NaN, "", Direction.LOWER),
                new MetricValue(names.kernel(), kernel.mean(), "", Direction.LOWER),
                new MetricValue(names.kernel() + "-sd", kernel.deviation(), "", Direction.NONE),
                new MetricValue(names.real(), one.length, "", Direction.NONE),
                new MetricValue(names.generated(), other.length, "", Direction.NONE));
    }

    @Override
    public String protocol() {
        int features = real.isEmpty() ? 0 : real.get(0).length;
        return features + " features of " + real.size() + " real images, the sources, and of " + generated.size()
                + " generated ones, their translations to all targets"
                + (Math.min(real.size(), generated.size()) <= features
                        ? " (no more images than features, which biases the Fréchet distance upwards)"
                        : "")
                + "; kernel distance over " + subsets.count() + " subsets of at most " + subsets.size() + ", seed "
                + subsets.seed();
    }
}
