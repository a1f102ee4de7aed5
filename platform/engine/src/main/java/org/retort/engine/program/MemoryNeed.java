package org.retort.engine.program;

import java.util.OptionalLong;

/**
 * What a program that found no memory would have taken for its results, and what there was for them: an estimate, without
 * the work space of kernels.
 *
 * @param growing bytes that grow with the batch
 * @param fixed bytes that do not
 * @param free bytes that the device has for both; empty where it does not tell
 */
public record MemoryNeed(long growing, long fixed, OptionalLong free) {
    /**
     * Bytes of all results with another batch.
     *
     * @param batch images of the batch that failed, at least 1
     * @param other images of the other, at least 0
     */
    public long bytes(int batch, int other) {
        return fixed + (long) Math.ceil((double) growing / batch * other);
    }

    /**
     * The largest batch whose results fit what is free; 0 where not one image does. No smaller than the batch that failed
     * where its results do fit, so that it was work space that did not.
     *
     * @param batch images of the batch that failed, at least 1
     * @throws java.util.NoSuchElementException where {@link #free} is empty
     */
    public int fitting(int batch) {
        long left = free.orElseThrow() - fixed;
        return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.floor((double) left / Math.max(1, growing) * batch));
    }
}
