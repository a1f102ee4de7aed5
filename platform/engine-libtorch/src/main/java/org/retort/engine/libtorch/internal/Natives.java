package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Native objects that live as long as their owner: scalars, masks, constant tensors. For one thread. */
final class Natives implements AutoCloseable {
    private final List<Pointer> kept = new ArrayList<>();
    private final TensorOptional none = keep(new TensorOptional());

    /** Keeps an object until {@link #close}; made outside of every scope, or detached from it. */
    <P extends Pointer> P keep(P pointer) {
        kept.add(pointer);
        return pointer;
    }

    /** No tensor, where one may be given. */
    TensorOptional none() {
        return none;
    }

    Scalar scalar(double value) {
        return keep(new Scalar(value));
    }

    BoolPointer mask(boolean... values) {
        BoolPointer mask = keep(new BoolPointer(values.length));
        for (int i = 0; i < values.length; i++) {
            mask.put(i, values[i]);
        }
        return mask;
    }

    /** Another handle to the same tensor. */
    static Tensor share(Tensor tensor) {
        return new Tensor(tensor);
    }

    /** A map in channels-last memory: itself where it lies so. */
    static Tensor channelsLast(Tensor map) {
        return map.is_contiguous(torch.MemoryFormat.ChannelsLast)
                ? map
                : map.contiguous(torch.MemoryFormat.ChannelsLast);
    }

    @Override
    public void close() {
        Collections.reverse(kept);
        kept.forEach(Pointer::close);
        kept.clear();
    }
}
