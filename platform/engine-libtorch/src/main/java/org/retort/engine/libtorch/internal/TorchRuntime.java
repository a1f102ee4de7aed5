package org.retort.engine.libtorch.internal;

import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.OutOfDeviceMemoryException;

/** What all parts of a session share. */
final class TorchRuntime implements AutoCloseable {
    private final EngineSettings settings;
    private final DeviceTensors tensors;
    private final KernelLibrary kernels;
    private final List<Rewrite> rewrites;
    private Thread entered;

    TorchRuntime(EngineSettings settings) {
        this(settings, Rewrite.of(settings));
    }

    /**
     * @param rewrites what programs are rewritten by; none for tests of the rewrites
     */
    TorchRuntime(EngineSettings settings, List<Rewrite> rewrites) {
        this.settings = settings;
        this.rewrites = rewrites;
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

    /** Called before anything runs: LibTorch keeps its number of threads for each thread that calls it. */
    void enter() {
        if (entered != Thread.currentThread()) {
            entered = Thread.currentThread();
            torch.set_num_threads(settings.threads());
        }
    }

    /** What a native failure means: out of memory, or a fault to report. */
    RuntimeException failure(String what, RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("out of memory") || message.contains("can't allocate memory")) {
            return new OutOfDeviceMemoryException("memory of " + settings.device() + " does not suffice for " + what + ": "
                    + message + "; use a smaller batch or narrower networks", cause);
        }
        return new IllegalStateException(what + ": " + message, cause);
    }

    @Override
    public void close() {
        tensors.close();
    }
}
