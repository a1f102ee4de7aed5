package org.retort.engine.libtorch.internal;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.libtorch.internal.cuda.CudaCalls;
import org.retort.engine.libtorch.internal.cuda.CudaGraphs;
import org.retort.engine.libtorch.internal.cuda.GraphDevice;
import org.retort.engine.libtorch.internal.cuda.NativeCudaCalls;
import org.retort.engine.libtorch.internal.cuda.PhaseGraphs;
import org.retort.engine.libtorch.internal.cuda.PhaseWork;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.MemoryNeed;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.schedule.ResultBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all parts of a session share. */
final class TorchRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TorchRuntime.class);

    private final EngineSettings settings;
    private final DeviceTensors tensors;
    private final KernelLibrary kernels;
    private final List<Rewrite> rewrites;
    private final CudaCalls cuda;
    private final Supplier<GraphDevice> graphs;
    private Thread entered;
    private int threads;

    /** @param graphs whether steps are captured on a CUDA device */
    static TorchRuntime of(EngineSettings settings, boolean graphs) {
        CudaCalls cuda = cuda(settings.device());
        return new TorchRuntime(settings, Rewrite.of(settings), cuda,
                graphs && cuda != null ? () -> new CudaGraphs(cuda) : null);
    }

    private static CudaCalls cuda(String device) {
        if (device.equals("cpu")) {
            return null;
        }
        try {
            return new NativeCudaCalls(device);
        } catch (RuntimeException | LinkageError e) {
            // Ops do without these calls.
            LOG.warn("steps on {} are not captured, and nobody knows what is free there: {}", device, e.toString());
            return null;
        }
    }

    /**
     * @param rewrites what programs are rewritten by, in order
     * @param cuda the calls to a CUDA device; null on a CPU, and where they cannot be called
     * @param graphs makes what captures a program's phases; null where nothing does
     */
    TorchRuntime(
            EngineSettings settings, List<Rewrite> rewrites, CudaCalls cuda, Supplier<GraphDevice> graphs) {
        this.settings = settings;
        this.rewrites = rewrites;
        this.cuda = cuda;
        this.graphs = graphs;
        tensors = new DeviceTensors(settings.device());
        kernels = new KernelLibrary(settings.device().equals("cpu"), torch.hasMKLDNN());
    }

    EngineSettings settings() {
        return settings;
    }

    DeviceTensors tensors() {
        return tensors;
    }

    List<Rewrite> rewrites() {
        return rewrites;
    }

    KernelLibrary kernels() {
        return kernels;
    }

    /** Called before anything runs that is not a program. */
    void enter() {
        enter(settings.threads());
    }

    /**
     * Called before anything runs: LibTorch keeps its number of threads for each thread that calls it.
     *
     * @param threads threads of the kernels
     */
    void enter(int threads) {
        boolean here = entered == Thread.currentThread();
        if (!here || threads != this.threads) {
            torch.set_num_threads(threads);
            this.threads = threads;
        }
        if (!here) {
            entered = Thread.currentThread();
            if (cuda != null && graphs != null) {
                cuda.enter();
            }
        }
    }

    /** Runs the phases of a program, captured where the device can do that. */
    PhaseGraphs graphs(String program, List<PhaseWork> phases) {
        return new PhaseGraphs(program, graphs == null ? null : graphs.get(), phases);
    }

    /** What a native failure means: out of memory, or a fault to report. */
    RuntimeException failure(String what, RuntimeException cause) {
        return failure(what, null, cause);
    }

    /**
     * What a native failure of a program means.
     *
     * @param results what its results take; they are given back already
     */
    RuntimeException failure(String what, ResultBytes results, RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("out of memory") || message.contains("can't allocate memory")) {
            return new OutOfDeviceMemoryException("memory of " + settings.device() + " does not suffice for " + what + ": "
                    + message,
                    results == null ? null : new MemoryNeed(results.growing(), results.fixed(), free()), cause);
        }
        return new IllegalStateException(what + ": " + message, cause);
    }

    private OptionalLong free() {
        try {
            return cuda == null ? OptionalLong.empty() : OptionalLong.of(cuda.freeBytes());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{} does not tell what is free", settings.device(), e);
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        tensors.close();
        if (cuda != null) {
            cuda.close();
        }
    }
}
