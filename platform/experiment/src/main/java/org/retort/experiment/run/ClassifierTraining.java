package org.retort.experiment.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.retort.api.classifier.Classifier;
import org.retort.api.classifier.ClassifierProvider;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.MetricValue.Direction;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.descriptor.ClassifierDescriptor;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.data.DecodedDataset;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.plan.RunCreation;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/** The run that trains a classifier and measures it on the test split. */
final class ClassifierTraining {
    private static final int BATCH = 32;
    private static final double SECONDS = 1e-9;

    private final RunFolder run;
    private final ClassifierDescriptor descriptor;
    private final Workspace workspace;
    private final RunJournal journal;

    ClassifierTraining(RunFolder run, ClassifierDescriptor descriptor, Workspace workspace, RunJournal journal) {
        this.run = run;
        this.descriptor = descriptor;
        this.workspace = workspace;
        this.journal = journal;
    }

    /** Trains from the beginning to the end; false where somebody asked to stop. */
    boolean run(PlatformFacts facts) {
        PluginUse plugin = descriptor.classifier();
        if (ClassifierFile.imported(plugin).isPresent()) {
            throw new InputException("classifier " + plugin.plugin().id() + " names a file that is trained already; there"
                    + " is nothing to train");
        }
        journal.stage("data", "opening " + descriptor.dataset().plugin().title());
        try (RunData data = RunData.open(descriptor.dataset(), workspace, message -> journal.stage("data", message))) {
            journal.append("dataset", data.facts());
            journal.append(
                    "provenance",
                    Provenance.of(run, facts, data, descriptor.dataset()).put("engine", plugin.plugin().id()));
            journal.stage("train", "");
            Path file = run.artifacts().resolve(RunCreation.CLASSIFIER);
            if (!train((ClassifierProvider<?>) plugin.plugin().service(), new Task(data.decoded()), file)) {
                return false;
            }
            journal.artifact(file, "trained classifier");
            journal.stage("evaluate", "");
            ClassifierFile trained = new ClassifierFile(plugin, file);
            DecodedSplit test = data.measured(Split.TEST);
            journal.result(
                    new Evaluation.Report(
                            List.of(new Evaluation.Figures(accuracy(trained, data.decoded(), test), "")), List.of()),
                    new MeasuredOn(Split.TEST, test.count(), Optional.of(trained)));
            return true;
        }
    }

    private <P extends Record> boolean train(ClassifierProvider<P> provider, ClassifierTask task, Path file) {
        return provider.train(task, provider.parameters().cast(descriptor.classifier().parameters()), file);
    }

    /** Of classes the share of images told right, and of each class's; of attributes the share of labels told right. */
    private static List<MetricValue> accuracy(ClassifierFile file, DecodedDataset data, DecodedSplit test) {
        LabelSpace labels = data.labels();
        TestFaces faces = new TestFaces(test, data.format(), labels);
        long[] right = new long[labels.size()];
        long[] all = new long[labels.size()];
        try (Classifier classifier = file.open(labels, data.format())) {
            for (int from = 0; from < test.count(); from += BATCH) {
                int size = Math.min(BATCH, test.count() - from);
                Tensor told = classifier.classify(faces.images(from, size)).probabilities();
                for (int i = 0; i < size; i++) {
                    count(labels, told.slice(i).data(), test.label(from + i), right, all);
                }
            }
        }
        List<MetricValue> values = new ArrayList<>();
        long sum = 0;
        long whole = 0;
        for (int label = 0; label < right.length; label++) {
            sum += right[label];
            whole += all[label];
        }
        values.add(new MetricValue("accuracy", sum / (double) whole, "", Direction.HIGHER));
        for (int label = 0; label < right.length; label++) {
            String name = labels.names().get(label).toLowerCase(Locale.ROOT).replace('_', '-');
            values.add(new MetricValue("accuracy-" + name, right[label] / (double) all[label], "", Direction.HIGHER));
        }
        return values;
    }

    private static void count(LabelSpace labels, float[] told, float[] truth, long[] right, long[] all) {
        if (labels.kind() == LabelSpace.Kind.CLASSES) {
            int wanted = largest(truth);
            all[wanted]++;
            right[wanted] += largest(told) == wanted ? 1 : 0;
            return;
        }
        for (int label = 0; label < told.length; label++) {
            all[label]++;
            right[label] += told[label] > 0.5 == truth[label] > 0.5 ? 1 : 0;
        }
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** The decoded images as a task. */
    private final class Task implements ClassifierTask {
        private final DecodedDataset data;
        private final long start = System.nanoTime();

        private Task(DecodedDataset data) {
            this.data = data;
        }

        @Override
        public LabelSpace labels() {
            return data.labels();
        }

        @Override
        public ImageFormat format() {
            return data.format();
        }

        @Override
        public int count(Split split) {
            return data.split(split).count();
        }

        @Override
        public Tensor images(Split split, int[] indices) {
            Tensor images = Tensor.zeros(indices.length, format().channels(), format().size(), format().size());
            for (int i = 0; i < indices.length; i++) {
                data.split(split).copy(indices[i], false, images.data(), i * format().bytes());
            }
            return images;
        }

        @Override
        public Tensor labels(Split split, int[] indices) {
            int size = labels().size();
            Tensor labels = Tensor.zeros(indices.length, size);
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(data.split(split).label(indices[i]), 0, labels.data(), i * size, size);
            }
            return labels;
        }

        @Override
        public long seed() {
            return descriptor.settings().seed();
        }

        @Override
        public boolean stopRequested() {
            return run.stopRequested();
        }

        @Override
        public void progress(int epoch, int epochs, Map<String, Double> values) {
            Map<String, Double> named = new LinkedHashMap<>();
            values.forEach((name, value) -> named.put("classifier/" + name, value));
            double seconds = (System.nanoTime() - start) * SECONDS;
            journal.metrics(epoch, named, Map.of("remainingSeconds", seconds / epoch * (epochs - epoch)));
        }
    }
}
