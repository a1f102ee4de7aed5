package org.retort.experiment.internal.data;

/** A file of the cache is not as it was written. */
final class DamagedCacheException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedCacheException(String message) {
        super(message);
    }
}
