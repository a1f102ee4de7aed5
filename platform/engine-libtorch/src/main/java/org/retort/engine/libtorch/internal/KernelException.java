package org.retort.engine.libtorch.internal;

/** A kernel failed; the message says at which op. */
final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KernelException(String place, RuntimeException cause) {
        super(place + " failed: " + cause.getMessage(), cause);
    }
}
