package org.retort.engine.libtorch.internal.cuda;

import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
import static org.bytedeco.cuda.global.cudart.cudaGraphDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphInstantiateFlagAutoFreeOnLaunch;
import static org.bytedeco.cuda.global.cudart.cudaGraphInstantiateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cudaStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamCaptureModeGlobal;
import static org.bytedeco.cuda.global.cudart.cudaStreamEndCapture;

import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.cuda.DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair;
import org.bytedeco.pytorch.cuda.MemPool;
import org.bytedeco.pytorch.cuda.StreamFilter;
import org.bytedeco.pytorch.global.torch_cuda;

/** The calls themselves, by CUDA's runtime and LibTorch's allocator. */
public final class NativeCudaCalls implements CudaCalls {
    private final byte device;
    private final CUDAStream stream;
    private final CUstream_st raw;
    private final StreamFilter ours;

    /** @param name {@code cuda:N} */
    public NativeCudaCalls(String name) {
        device = Byte.parseByte(name.substring(name.indexOf(':') + 1));
        torch_cuda.set_device(device);
        stream = torch_cuda.getStreamFromPool(false, device);
        raw = stream.stream();
        ours = new OnlyThis(raw.address());
    }

    /** Tells by its address whether memory is asked for by this session's stream. */
    private static final class OnlyThis extends StreamFilter {
        private final long address;

        OnlyThis(long address) {
            this.address = address;
        }

        @Override
        public boolean call(Pointer asking) {
            return asking != null && asking.address() == address;
        }
    }

    @Override
    public void enter() {
        torch_cuda.set_device(device);
        torch_cuda.setCurrentCUDAStream(stream);
    }

    @Override
    public long freeBytes() {
        torch_cuda.getAllocator().emptyCache();
        try (SizeTPair freeAndTotal = torch_cuda.getAllocator().getMemoryInfo(device)) {
            return freeAndTotal.first();
        }
    }

    @Override
    public void synchronize() {
        torch_cuda.device_synchronize();
    }

    @Override
    public Pointer newPool() {
        // The presets give a pool's name, two numbers, the type of another pair.
        return new DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair(
                numbers(MemPool.graph_pool_handle(false), 2));
    }

    private static DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair name(Pointer pool) {
        return (DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair) pool;
    }

    /**
     * The numbers in an object that the presets take for one of another type. Its memory is given back; the destructor of
     * that type never runs, since it would free what is no address.
     */
    static LongPointer numbers(Pointer mistaken, int count) {
        LongPointer numbers = new LongPointer(count);
        Pointer.memcpy(numbers, mistaken, (long) count * Long.BYTES);
        // The first keeps scopes from the destructor, the second the garbage collector.
        mistaken.retainReference();
        mistaken.deallocate(false);
        Pointer.free(mistaken);
        return numbers;
    }

    @Override
    public void beginPool(Pointer pool) {
        torch_cuda.beginAllocateToPool(device, name(pool), ours);
    }

    @Override
    public void endPool(Pointer pool) {
        torch_cuda.endAllocateToPool(device, name(pool));
    }

    @Override
    public void releasePool(Pointer pool) {
        torch_cuda.getAllocator().releasePool(device, name(pool));
    }

    @Override
    public void beginCapture() {
        check("cudaStreamBeginCapture", cudaStreamBeginCapture(raw, cudaStreamCaptureModeGlobal));
    }

    @Override
    public Pointer endCapture() {
        CUgraph_st graph = new CUgraph_st();
        check("cudaStreamEndCapture", cudaStreamEndCapture(raw, graph));
        return graph;
    }

    @Override
    public Pointer instantiate(Pointer graph) {
        CUgraphExec_st instance = new CUgraphExec_st();
        check("cudaGraphInstantiate", cudaGraphInstantiateWithFlags(
                instance, (CUgraph_st) graph, cudaGraphInstantiateFlagAutoFreeOnLaunch));
        return instance;
    }

    @Override
    public void destroyGraph(Pointer graph) {
        check("cudaGraphDestroy", cudaGraphDestroy((CUgraph_st) graph));
    }

    @Override
    public void launch(Pointer instance) {
        check("cudaGraphLaunch", cudaGraphLaunch((CUgraphExec_st) instance, raw));
    }

    @Override
    public void destroyInstance(Pointer instance) {
        check("cudaGraphExecDestroy", cudaGraphExecDestroy((CUgraphExec_st) instance));
    }

    private static void check(String call, int error) {
        if (error != 0) {
            String words = cudaGetErrorString(error).getString();
            // Reading the error resets it; LibTorch's next op would report it as its own otherwise.
            cudaGetLastError();
            throw new IllegalStateException(call + ": " + words);
        }
    }

    @Override
    public void close() {
        ours.close();
        stream.close();
    }
}
