package org.retort.api.plugin;

/**
 * Bad input that its reader can mend: a wrong key, a missing file, shapes that do not fit. The message is for that
 * reader, so it says what was found, where, what is allowed, and what to do. The platform shows it without a stack
 * trace and ends with exit code 2.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was found, where, what is allowed, what to do
     */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message what was found, where, what is allowed, what to do
     * @param cause the failure underneath, for the log
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
