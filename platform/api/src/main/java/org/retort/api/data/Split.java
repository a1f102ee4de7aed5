package org.retort.api.data;

/** The parts of a data set. */
public enum Split {
    /** What networks are trained on. */
    TRAIN,
    /** What settings are chosen on. */
    VALIDATION,
    /** What results are reported on. */
    TEST
}
