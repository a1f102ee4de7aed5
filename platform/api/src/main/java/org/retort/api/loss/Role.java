package org.retort.api.loss;

/** Whose network is meant within a training step. */
public enum Role {
    /** The network that is being trained: a teacher while it is trained, a student while it is distilled. */
    OWN,
    /**
     * The frozen teacher of the student that is being distilled. Where a student has several, a loss is drawn once
     * against each of them, which is then the one that is meant; an objective means the first.
     */
    TEACHER
}
