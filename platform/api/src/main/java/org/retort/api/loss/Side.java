package org.retort.api.loss;

/** Which of the two adversaries a loss trains. */
public enum Side {
    /** The generator. */
    GENERATOR,
    /** The discriminator. */
    DISCRIMINATOR
}
