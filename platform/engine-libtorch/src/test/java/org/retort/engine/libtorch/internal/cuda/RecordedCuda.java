package org.retort.engine.libtorch.internal.cuda;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** Writes down the calls to a CUDA device, and lets one of them fail. */
public final class RecordedCuda implements CudaCalls {
    /** Bytes that it claims are free. */
    public static final long FREE = 130;

    private final List<String> called = new ArrayList<>();
    private final String failing;
    private Pointer pool;

    /** @param failing the call that fails; empty for none */
    public RecordedCuda(String failing) {
        this.failing = failing;
    }

    /** The calls since the last {@link #forget}. */
    public List<String> called() {
        return called;
    }

    public void forget() {
        called.clear();
    }

    public void call(String name) {
        called.add(name);
        if (name.equals(failing)) {
            throw new IllegalStateException("no " + name);
        }
    }

    private Pointer made(String name) {
        call(name);
        return new LongPointer(1);
    }

    /** The name of the last pool that was asked for. */
    Pointer pool() {
        return pool;
    }

    @Override
    public void enter() {
        call("enter");
    }

    @Override
    public long freeBytes() {
        call("freeBytes");
        return FREE;
    }

    @Override
    public void synchronize() {
        call("synchronize");
    }

    @Override
    public Pointer newPool() {
        pool = made("newPool");
        return pool;
    }

    @Override
    public void beginPool(Pointer pool) {
        call("beginPool");
    }

    @Override
    public void endPool(Pointer pool) {
        call("endPool");
    }

    @Override
    public void releasePool(Pointer pool) {
        call("releasePool");
    }

    @Override
    public void beginCapture() {
        call("beginCapture");
    }

    @Override
    public Pointer endCapture() {
        return made("endCapture");
    }

    @Override
    public Pointer instantiate(Pointer graph) {
        return made("instantiate");
    }

    @Override
    public void destroyGraph(Pointer graph) {
        call("destroyGraph");
    }

    @Override
    public void launch(Pointer instance) {
        call("launch");
    }

    @Override
    public void destroyInstance(Pointer instance) {
        call("destroyInstance");
    }

    @Override
    public void close() {
        call("close");
    }
}
