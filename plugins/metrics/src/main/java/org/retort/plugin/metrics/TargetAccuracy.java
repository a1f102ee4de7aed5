package org.retort.plugin.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.LabelSpace;
import org.retort.api.metric.MeasuredGenerator;
import org.retort.api.metric.Metric;
import org.retort.api.metric.MetricFile;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.NoParameters;
import org.retort.api.plugin.Plugin;
import org.retort.api.tensor.Tensor;

/**
 * Whether an independent classifier sees what was asked for (Acc of AttGAN and STGAN) and nothing else changed (Err).
 *
 * <ul>
 *   <li>{@code target-accuracy}: the share of translations in which it sees the asked class, or the asked value of the
 *       attribute that was to change; {@code target-accuracy-NAME} the same for each target;
 *   <li>{@code others-changed}, for attributes: the share of the other attributes that it sees otherwise than in the
 *       source; those of the target's exclusive group do not count;
 *   <li>{@code source-accuracy}: the share of sources of which it tells the label right (for attributes: of all labels
 *       together), as a ceiling for the first figure;
 *   <li>for classes the file {@code confusion.csv}: how often each class was seen (columns) where one was asked for
 *       (rows).
 * </ul>
 */
@Component(service = Metric.class)
@Plugin(
        id = "target-accuracy",
        title = "Target accuracy and preservation",
        summary = "How often an independent classifier sees the asked label in translations, and other labels changed;"
                + " with the confusion matrix of classes. The experiment names the classifier.")
public final class TargetAccuracy implements Metric<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
        return NoParameters.class;
    }

    @Override
    public boolean asksClassifier() {
        return true;
    }

    @Override
    public Measurement measure(MeasuredGenerator generator, NoParameters parameters) {
        return new Accuracy(Judges.of(generator, "target-accuracy"), generator.labels());
    }

    private static final class Accuracy implements Measurement {
        private final Classifier classifier;
        private final LabelSpace labels;
        private final boolean classes;
        private final long[] asked;
        private final long[] achieved;
        private final long[][] confusion;
        private long others;
        private long othersChanged;
        private long sources;
        private long sourcesRight;
        private String firstTarget = "";

        private Accuracy(Classifier classifier, LabelSpace labels) {
            this.classifier = classifier;
            this.labels = labels;
            this.classes = labels.kind() == LabelSpace.Kind.CLASSES;
            this.asked = new long[labels.size()];
            this.achieved = new long[labels.size()];
            this.confusion = new long[labels.size()][labels.size()];
        }

        @Override
        public void accept(TranslationBatch batch) {
            boolean[][] before = seen(classifier.classify(batch.source()).probabilities());
            boolean[][] after = seen(classifier.classify(batch.output()).probabilities());
            int target = labels.index(batch.targetName());
            if (firstTarget.isEmpty() || firstTarget.equals(batch.targetName())) {
                firstTarget = batch.targetName();
                compareSources(before, batch.sourceLabel());
            }
            for (int i = 0; i < after.length; i++) {
                boolean wanted = batch.targetLabel().data()[i * labels.size() + target] > 0.5;
                asked[target]++;
                achieved[target] += after[i][target] == wanted ? 1 : 0;
                for (int label = 0; label < labels.size(); label++) {
                    confusion[target][label] += after[i][label] ? 1 : 0;
                }
                comparePreserved(before[i], after[i], target);
            }
        }

        private void comparePreserved(boolean[] before, boolean[] after, int target) {
            List<String> group = labels.groupOf(labels.names().get(target));
            for (int label = 0; label < labels.size(); label++) {
                if (label != target && !group.contains(labels.names().get(label))) {
                    others++;
                    othersChanged += before[label] == after[label] ? 0 : 1;
                }
            }
        }

        private void compareSources(boolean[][] seen, Tensor truth) {
            for (int i = 0; i < seen.length; i++) {
                boolean all = true;
                for (int label = 0; label < labels.size(); label++) {
                    boolean right = seen[i][label] == truth.data()[i * labels.size() + label] > 0.5;
                    all &= right;
                    if (!classes) {
                        sources++;
                        sourcesRight += right ? 1 : 0;
                    }
                }
                if (classes) {
                    sources++;
                    sourcesRight += all ? 1 : 0;
                }
            }
        }

        /** Of classes the likeliest alone; of attributes those that are more likely than not. */
        private boolean[][] seen(Tensor probabilities) {
            boolean[][] seen = new boolean[probabilities.size(0)][labels.size()];
            for (int i = 0; i < seen.length; i++) {
                int likeliest = 0;
                for (int label = 0; label < labels.size(); label++) {
                    float probability = probabilities.data()[i * labels.size() + label];
                    seen[i][label] = !classes && probability > 0.5;
                    likeliest = probability > probabilities.data()[i * labels.size() + likeliest] ? label : likeliest;
                }
                seen[i][likeliest] |= classes;
            }
            return seen;
        }

        @Override
        public List<MetricValue> finish() {
            List<MetricValue> values = new ArrayList<>();
            long all = 0;
            long right = 0;
            for (int target = 0; target < asked.length; target++) {
                all += asked[target];
                right += achieved[target];
            }
            values.add(share("target-accuracy", right, all, Direction.HIGHER));
            if (!classes) {
                values.add(share("others-changed", othersChanged, others, Direction.LOWER));
            }
            values.add(share("source-accuracy", sourcesRight, sources, Direction.NONE));
            for (int target = 0; target < asked.length; target++) {
                String name = labels.names().get(target).toLowerCase(Locale.ROOT).replace('_', '-');
                values.add(share("target-accuracy-" + name, achieved[target], asked[target], Direction.HIGHER));
            }
            return values;
        }

        private static MetricValue share(String name, long part, long whole, Direction direction) {
            return new MetricValue(name, part / (double) whole, "", direction);
        }

        @Override
        public List<MetricFile> files() {
            if (!classes) {
                return List.of();
            }
            StringBuilder text = new StringBuilder("asked\\seen," + String.join(",", labels.names()) + "\n");
            for (int target = 0; target < confusion.length; target++) {
                text.append(labels.names().get(target));
                for (long count : confusion[target]) {
                    text.append(',').append(count);
                }
                text.append('\n');
            }
            return List.of(new MetricFile(
                    "confusion.csv", "classes that were asked for (rows) and seen (columns)", text.toString()));
        }
    }
}
