package org.retort.engine.program;

/** The device's memory does not suffice; the message says what was asked for and what was free. */
public class OutOfDeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked for and what was free
     * @param cause the native failure
     */
    public OutOfDeviceMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
