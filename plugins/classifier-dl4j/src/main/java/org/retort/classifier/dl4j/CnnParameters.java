package org.retort.classifier.dl4j;

import java.nio.file.Path;
import org.retort.api.plugin.Parameter;

/**
 * How a classifier is built and trained.
 *
 * @param file a classifier that such a run has trained; without it, one is trained
 * @param width channels of the first stage
 * @param epochs the most passes through the training images
 * @param patience epochs without a better validation loss that end the training
 * @param batch images in a batch
 * @param learningRate of Adam
 * @param seed of its initial weights and of the order of images, apart from the experiment's
 */
public record CnnParameters(
        @Parameter(summary = "The classifier.zip of a run that has trained one; without it, one is trained.", value = "")
                Path file,
        @Parameter(summary = "Channels of the first of three stages; each next has twice as many.", unit = "channels",
                        value = "16", min = 1, max = 512)
                int width,
        @Parameter(summary = "The most passes through the training images.", value = "20", min = 1) int epochs,
        @Parameter(summary = "Epochs without a better validation loss that end the training.", value = "3", min = 1)
                int patience,
        @Parameter(summary = "Images in a batch.", value = "64", min = 2) int batch,
        @Parameter(summary = "Learning rate of Adam.", value = "1e-3", min = 1e-8, max = 1) double learningRate,
        @Parameter(summary = "Decides its random draws, whatever the seed of the experiment.", value = "1") long seed) {}
