package org.retort.classifier.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.listener.EarlyStoppingListener;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.IterationTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;

/** Trains the network of {@link Cnn}. */
final class CnnTraining {
    private static final int STAGES = 3;
    private static final int HIDDEN = 8;
    private static final double KEPT = 0.5;
    private static final double WEIGHT_DECAY = 1e-4;

    private final ClassifierTask task;
    private final CnnParameters parameters;
    private final boolean classes;

    CnnTraining(ClassifierTask task, CnnParameters parameters) {
        this.task = task;
        this.parameters = parameters;
        this.classes = task.labels().kind() == LabelSpace.Kind.CLASSES;
    }

    /**
     * The network of the epoch with the least validation loss; empty where somebody asked to stop.
     *
     * @throws InputException where the loss was no number before the first epoch was over
     */
    Optional<ComputationGraph> run() {
        if (task.stopRequested()) {
            return Optional.empty();
        }
        ComputationGraph graph = network();
        // Every tenth training image judges the epochs where the data set has no validation split.
        boolean held = task.count(Split.VALIDATION) == 0;
        SplitIterator train = new SplitIterator(task, Split.TRAIN, held ? 10 : 0, false, parameters.batch(), parameters.seed());
        SplitIterator judge = held
                ? new SplitIterator(task, Split.TRAIN, 10, true, parameters.batch(), -1)
                : new SplitIterator(task, Split.VALIDATION, 0, false, parameters.batch(), -1);
        EarlyStoppingConfiguration<ComputationGraph> stopping =
                new EarlyStoppingConfiguration.Builder<ComputationGraph>()
                        .epochTerminationConditions(
                                new MaxEpochsTerminationCondition(parameters.epochs()),
                                new ScoreImprovementEpochTerminationCondition(parameters.patience()))
                        .iterationTerminationConditions(new Asked(task))
                        .scoreCalculator(new DataSetLossCalculator(judge, true))
                        .modelSaver(saver(graph))
                        .build();
        EarlyStoppingResult<ComputationGraph> result =
                new EarlyStoppingGraphTrainer(stopping, graph, train, new Progress(judge)).fit();
        if (task.stopRequested()) {
            return Optional.empty();
        }
        if (result.getBestModelEpoch() < 0) {
            throw new InputException("the classifier's loss was no number in its first epoch, so no network of it is worth"
                    + " keeping; give a learning-rate below " + parameters.learningRate()
                    + ", or look for images of the data set whose pixels are no numbers");
        }
        return Optional.of(result.getBestModel());
    }

    /** Deeplearning4j asks the best network for its score even where training ended before there was one. */
    private static InMemoryModelSaver<ComputationGraph> saver(ComputationGraph first) {
        InMemoryModelSaver<ComputationGraph> saver = new InMemoryModelSaver<>();
        try {
            saver.saveBestModel(first, Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException("a network cannot be kept in memory", e);
        }
        return saver;
    }

    private ComputationGraph network() {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(parameters.seed())
                .updater(new Adam(parameters.learningRate()))
                .weightInit(WeightInit.RELU)
                .l2(WEIGHT_DECAY)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(
                        task.format().size(), task.format().size(), task.format().channels()));
        String last = "image";
        int channels = parameters.width();
        for (int stage = 0; stage < STAGES; stage++) {
            for (int half = 0; half < 2; half++) {
                String name = "convolution" + stage + half;
                builder.addLayer(
                                name,
                                new ConvolutionLayer.Builder(3, 3)
                                        .padding(1, 1)
                                        .nOut(channels)
                                        .hasBias(false)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                last)
                        .addLayer(
                                name + "-norm",
                                new BatchNormalization.Builder().activation(Activation.RELU).build(),
                                name);
                last = name + "-norm";
            }
            builder.addLayer(
                    "pool" + stage,
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                            .kernelSize(2, 2)
                            .stride(2, 2)
                            .build(),
                    last);
            last = "pool" + stage;
            channels *= 2;
        }
        builder.addLayer("mean", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder()
                                .nOut(HIDDEN * parameters.width())
                                .activation(Activation.RELU)
                                .build(),
                        "mean")
                .addLayer(
                        "labels",
                        new OutputLayer.Builder(classes ? LossFunction.MCXENT : LossFunction.XENT)
                                .nOut(task.labels().size())
                                .activation(classes ? Activation.SOFTMAX : Activation.SIGMOID)
                                .dropOut(KEPT)
                                .build(),
                        "hidden")
                .setOutputs("labels");
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }

    /** Ends the training within an epoch. */
    private record Asked(ClassifierTask task) implements IterationTerminationCondition {
        @Override
        public void initialize() {}

        @Override
        public boolean terminate(double lastScore) {
            return task.stopRequested() || Double.isNaN(lastScore);
        }
    }

    /** Tells the figures of each epoch. */
    private final class Progress implements EarlyStoppingListener<ComputationGraph> {
        private final SplitIterator judge;

        private Progress(SplitIterator judge) {
            this.judge = judge;
        }

        @Override
        public void onStart(EarlyStoppingConfiguration<ComputationGraph> configuration, ComputationGraph graph) {}

        @Override
        public void onEpoch(
                int epoch,
                double score,
                EarlyStoppingConfiguration<ComputationGraph> configuration,
                ComputationGraph graph) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("training-loss", graph.score());
            values.put("validation-loss", score);
            judge.reset();
            values.put("validation-accuracy", classes
                    ? graph.<Evaluation>evaluate(judge).accuracy()
                    : graph.doEvaluation(judge, new EvaluationBinary())[0].averageAccuracy());
            task.progress(epoch + 1, parameters.epochs(), values);
        }

        @Override
        public void onCompletion(EarlyStoppingResult<ComputationGraph> result) {}
    }
}
