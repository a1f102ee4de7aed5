package org.retort.history.internal;

/** The index cannot be read or contradicts itself; it is to be built anew from the journals. */
public final class BrokenIndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenIndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
