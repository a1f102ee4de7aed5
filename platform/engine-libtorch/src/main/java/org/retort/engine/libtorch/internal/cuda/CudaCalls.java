package org.retort.engine.libtorch.internal.cuda;

import org.bytedeco.javacpp.Pointer;

/** The calls to one CUDA device beside those of LibTorch's ops. Each throws where the device reports an error. */
public interface CudaCalls extends AutoCloseable {
    /** Lets this thread's work go to the device by a stream that can be captured. */
    void enter();

    /** Bytes that are free once LibTorch has given back what it keeps for later. */
    long freeBytes();

    /** Waits for all work. */
    void synchronize();

    /** The name of a pool of memory that nothing uses yet. */
    Pointer newPool();

    /** From now on memory for the stream comes from a pool. */
    void beginPool(Pointer pool);

    void endPool(Pointer pool);

    /** Gives up one {@link #beginPool}; a pool that was given up as often as it was begun is freed. */
    void releasePool(Pointer pool);

    void beginCapture();

    /** The graph of the work since {@link #beginCapture}; the capture has ended even where this throws. */
    Pointer endCapture();

    Pointer instantiate(Pointer graph);

    void destroyGraph(Pointer graph);

    void launch(Pointer instance);

    void destroyInstance(Pointer instance);

    @Override
    void close();
}
