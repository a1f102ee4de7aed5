package org.retort.history;

/**
 * Something about the workspace or a question to it that its reader can mend: no such run, a query that does not
 * parse, a disk that is full. The message is for that reader and is shown without a stack trace.
 */
public class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was found, where, what is allowed, what to do
     */
    public HistoryException(String message) {
        super(message);
    }

    /**
     * @param message what was found, where, what is allowed, what to do
     * @param cause the failure underneath, for the log
     */
    public HistoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
