package org.retort.api.classifier;

import org.retort.api.tensor.Tensor;

/**
 * What a classifier says of N images.
 *
 * @param probabilities {@code [N, L]}, in the order of the label space: of classes, which add up to 1, or of each
 *     attribute by itself
 * @param features {@code [N, F]}, what the last layer with weights reads; of maps the mean over their pixels
 */
public record Classification(Tensor probabilities, Tensor features) {}
