package org.retort.api.loss;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * One summand of an objective.
 *
 * @param name its name in metrics, such as {@code gradient-penalty}
 * @param weight what it is multiplied with in the sum
 * @param value a scalar
 */
public record Term(String name, double weight, SDVariable value) {}
