package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters in the orders that oneDNN's convolutions want, for all kernels of a program: whichever runs first after a
 * change of a parameter puts it in order, and the others find it so.
 */
final class PackedWeights {
    private static final long NEVER = -1;

    private final Natives natives;
    private final List<Packed> all = new ArrayList<>();

    PackedWeights(Natives natives) {
        this.natives = natives;
    }

    /** A parameter in one order. */
    final class Packed {
        private final OneDnn oneDnn;
        private final String name;
        private final memory.desc order;
        private final UnaryOperator<Tensor> preparation;
        private final memory source;
        private final memory value;
        private final primitive packing;
        private final IntMemoryMap arguments = natives.keep(new IntMemoryMap());
        private long version = NEVER;

        private Packed(
                OneDnn oneDnn, String name, memory.desc given, memory.desc order, UnaryOperator<Tensor> preparation) {
            this.oneDnn = oneDnn;
            this.name = name;
            this.order = order;
            this.preparation = preparation;
            source = oneDnn.value(given);
            value = oneDnn.value(order);
            packing = natives.keep(new reorder(source, value));
            arguments.put(dnnl.DNNL_ARG_FROM, source).put(dnnl.DNNL_ARG_TO, value);
            OneDnn.bind(value, natives.keep(oneDnn.bytes(order)));
        }

        /** What primitives read; in order after {@link #update}. */
        memory value() {
            return value;
        }

        /** @param weight the parameter: always the same tensor, whatever it holds */
        void update(Tensor weight) {
            long found = weight._version();
            if (found != version) {
                OneDnn.bind(source, Natives.channelsLast(preparation.apply(weight)));
                oneDnn.run(packing, arguments);
                version = found;
            }
        }
    }

    /**
     * A parameter in an order.
     *
     * @param name of the parameter, and of what the preparation makes of it if it makes anything
     * @param given the order in which the preparation leaves it: channels-last
     * @param order the wanted one
     * @param preparation makes the convolution's weights of the parameter
     */
    Packed of(OneDnn oneDnn, String name, memory.desc given, memory.desc order, UnaryOperator<Tensor> preparation) {
        return all.stream()
                .filter(packed -> packed.name.equals(name) && packed.order.equals(order))
                .findFirst()
                .orElseGet(() -> {
                    Packed packed = new Packed(oneDnn, name, given, order, preparation);
                    all.add(packed);
                    return packed;
                });
    }
}
