package org.retort.engine.program;

import java.util.Optional;
import org.retort.api.plugin.InputException;

/**
 * The device's memory does not suffice; the message says what was asked for, what was free, and what to do whatever was
 * being done.
 */
public class OutOfDeviceMemoryException extends InputException {
    private static final long serialVersionUID = 1L;

    private final transient MemoryNeed need;

    /**
     * @param message what was asked for and what was free, without what to do
     * @param cause the native failure
     */
    public OutOfDeviceMemoryException(String message, Throwable cause) {
        this(message, null, cause);
    }

    /**
     * @param message what was asked for and what was free, without what to do
     * @param need what the program takes; null where it was no program
     * @param cause the native failure
     */
    public OutOfDeviceMemoryException(String message, MemoryNeed need, Throwable cause) {
        super(message + "; narrower networks or smaller images take less", cause);
        this.need = need;
    }

    /** What the program takes that failed; empty where it was no program. */
    public Optional<MemoryNeed> need() {
        return Optional.ofNullable(need);
    }
}
