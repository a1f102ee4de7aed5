package org.retort.engine.libtorch.internal.cuda;

import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** Handles of its own on the results that a program had at one time: they keep the memory where it is. */
public final class Results implements AutoCloseable {
    private final Tensor[] handles;

    private Results(Tensor[] handles) {
        this.handles = handles;
    }

    /**
     * @param table results by place; null where there is none
     * @param from the first place of a result
     */
    public static Results of(Tensor[] table, int from) {
        Tensor[] handles = new Tensor[table.length];
        for (int place = from; place < table.length; place++) {
            handles[place] = table[place] == null ? null : new Tensor(table[place]);
        }
        return new Results(handles);
    }

    /** Another handle on the result of a place; null where there is none. */
    public Tensor share(int place) {
        return handles[place] == null ? null : new Tensor(handles[place]);
    }

    public Stream<Tensor> tensors() {
        return Stream.of(handles).filter(Objects::nonNull);
    }

    @Override
    public void close() {
        tensors().forEach(Tensor::close);
    }
}
