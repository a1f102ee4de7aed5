package org.retort.engine.libtorch.internal;

import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.device.CpuDescription;

/**
 * oneDNN on the CPU, for kernels that settle once how they compute: LibTorch, which calls a oneDNN of its own, settles it in
 * each run, which for one small image takes as long as the work. Everything made here lives as long as the
 * {@link Natives} it is made with.
 */
final class OneDnn {
    /** What a CPU must have before oneDNN may compute in bfloat16: LibTorch's own condition. */
    private static final Set<String> HALF_NEEDS = Set.of("avx512bw", "avx512vl", "avx512dq");

    private final Natives natives;
    private final engine cpu;
    private final stream stream;
    private final TensorOptions floats;
    private final TensorOptions halves;
    private final TensorOptions bytes;
    private final MemoryFormatOptional channelsLast;
    private final MemoryFormatOptional inOnePiece;

    OneDnn(Natives natives) {
        this.natives = natives;
        cpu = natives.keep(new engine(engine.kind.cpu, 0));
        stream = natives.keep(new stream(cpu));
        floats = natives.keep(new TensorOptions(torch.ScalarType.Float));
        halves = natives.keep(new TensorOptions(torch.ScalarType.BFloat16));
        bytes = natives.keep(new TensorOptions(torch.ScalarType.Byte));
        channelsLast = natives.keep(new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
        inOnePiece = natives.keep(new MemoryFormatOptional());
    }

    /**
     * Whether it computes here.
     *
     * @param half in bfloat16; otherwise in 32-bit floats
     */
    static boolean available(boolean half) {
        return torch.hasMKLDNN() && (!half || HALF_NEEDS.stream().allMatch(CpuDescription::hasFeature));
    }

    /** Its version, such as {@code 3.11.0}. */
    static String version() {
        dnnl_version_t found = dnnl.dnnl_version();
        return found.major() + "." + found.minor() + "." + found.patch();
    }

    engine cpu() {
        return cpu;
    }

    /** A map {@code [N, C, H, W]} in channels-last memory. */
    memory.desc map(long[] shape, boolean half) {
        return natives.keep(new memory.desc(shape, number(half), memory.format_tag.nhwc));
    }

    static memory.data_type number(boolean half) {
        return half ? memory.data_type.bf16 : memory.data_type.f32;
    }

    /** A value whose memory is given later, by {@link #bind}. */
    memory value(memory.desc order) {
        return natives.keep(new memory(order, cpu, (Pointer) null));
    }

    /** A tensor of four dimensions in channels-last memory, with no values yet. */
    Tensor channelsLast(long[] size, boolean half) {
        return torch.empty(size, half ? halves : floats, channelsLast);
    }

    /** A tensor with no values yet. */
    Tensor inOnePiece(long[] size, boolean half) {
        return torch.empty(size, half ? halves : floats, inOnePiece);
    }

    /** Memory for a value in an order of oneDNN's own. */
    Tensor bytes(memory.desc order) {
        return torch.empty(new long[] {order.get_size()}, bytes, inOnePiece);
    }

    /**
     * Gives a value a tensor's memory.
     *
     * @param tensor in the value's order: of one dimension in one piece, of four in channels-last memory
     */
    static void bind(memory value, Tensor tensor) {
        value.set_data_handle(tensor.data_ptr());
    }

    /**
     * Makes a primitive that shares its work among threads: those that LibTorch has when a primitive is made are those that
     * it runs on.
     */
    static <T> T onThreads(int threads, Supplier<T> making) {
        int before = torch.get_num_threads();
        torch.set_num_threads(threads);
        try {
            return making.get();
        } finally {
            torch.set_num_threads(before);
        }
    }

    void run(primitive primitive, IntMemoryMap arguments) {
        primitive.execute(stream, arguments);
    }
}
