package org.retort.launcher;

/** The platform cannot start; the message is for the reader, who sees no stack trace. */
final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
