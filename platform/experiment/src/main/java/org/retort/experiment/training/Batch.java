package org.retort.experiment.training;

import org.retort.api.tensor.Tensor;

/**
 * What one training step sees.
 *
 * @param images {@code [N, C, H, W]}, values in [-1, 1]
 * @param labels {@code [N, L]}
 * @param targets {@code [N, L]}: the labels in another order
 */
public record Batch(Tensor images, Tensor labels, Tensor targets) {}
