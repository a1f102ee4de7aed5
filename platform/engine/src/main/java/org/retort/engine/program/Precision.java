package org.retort.engine.program;

/** How numbers are computed. */
public enum Precision {
    /** What the engine measured as best on the device. */
    AUTO,
    /** Everything in 32-bit floats. */
    FLOAT32,
    /** Convolutions in bfloat16; norms, reductions, losses, master weights and the optimiser in 32-bit floats. */
    BFLOAT16_MIXED
}
