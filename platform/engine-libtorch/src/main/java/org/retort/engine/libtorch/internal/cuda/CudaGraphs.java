package org.retort.engine.libtorch.internal.cuda;

import org.bytedeco.javacpp.Pointer;

/**
 * CUDA graphs over one pool of memory. The phases of a program share it: they follow one another, and what a phase leaves
 * for a later one is held, so it is not given away.
 */
public final class CudaGraphs implements GraphDevice {
    private final CudaCalls calls;
    private Pointer pool;

    public CudaGraphs(CudaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Captured capture(PhaseWork work) {
        return capture((Runnable) work::run);
    }

    /** Captures any work. */
    Captured capture(Runnable work) {
        if (pool == null) {
            pool = calls.newPool();
        }
        calls.synchronize();
        // Frees what earlier steps took and the pool cannot use; asking for it within a capture would spoil that.
        calls.freeBytes();
        calls.beginPool(pool);
        try {
            return new Graph(instance(work));
        } catch (RuntimeException | LinkageError e) {
            also(e, () -> calls.releasePool(pool));
            throw e;
        }
    }

    private Pointer instance(Runnable work) {
        Pointer graph = pooled(work);
        Pointer instance;
        try {
            instance = calls.instantiate(graph);
        } catch (RuntimeException | LinkageError e) {
            also(e, () -> calls.destroyGraph(graph));
            throw e;
        }
        calls.destroyGraph(graph);
        return instance;
    }

    private Pointer pooled(Runnable work) {
        Pointer graph;
        try {
            graph = graph(work);
        } catch (RuntimeException | LinkageError e) {
            also(e, () -> calls.endPool(pool));
            throw e;
        }
        calls.endPool(pool);
        return graph;
    }

    private Pointer graph(Runnable work) {
        calls.beginCapture();
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            also(e, () -> calls.destroyGraph(calls.endCapture()));
            throw e;
        }
        return calls.endCapture();
    }

    /** Cleans up after a failure, which stays the one to report. */
    private static void also(Throwable failure, Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException | LinkageError e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    private final class Graph implements Captured {
        private final Pointer instance;

        Graph(Pointer instance) {
            this.instance = instance;
        }

        @Override
        public void launch() {
            calls.launch(instance);
        }

        @Override
        public void close() {
            try {
                calls.synchronize();
                calls.destroyInstance(instance);
            } finally {
                calls.releasePool(pool);
            }
        }
    }
}
