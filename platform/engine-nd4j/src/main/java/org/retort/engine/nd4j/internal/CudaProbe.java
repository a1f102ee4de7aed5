package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.retort.engine.device.NvidiaDriver;
import org.retort.engine.device.NvidiaDriver.Gpu;
import org.retort.engine.program.DeviceStatus;

/** NVIDIA devices as the driver's {@code nvidia-smi} lists them, and whether ND4J can run on them. */
final class CudaProbe {
    /** What nd4j-cuda-11.6 M2.1 holds machine code for; it holds no PTX, so newer devices cannot run it. */
    private static final Set<String> COMPUTE_CAPABILITIES =
            Set.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9");

    private final Supplier<List<Gpu>> gpus;

    /** @param gpus what {@link NvidiaDriver#answeringGpus} tells */
    CudaProbe(Supplier<List<Gpu>> gpus) {
        this.gpus = gpus;
    }

    static CudaProbe ofThisMachine() {
        return new CudaProbe(NvidiaDriver.ofThisMachine()::answeringGpus);
    }

    /**
     * @param cudaBuild whether this build of ND4J has the CUDA backend
     * @return the devices; empty where there is no driver
     */
    List<DeviceStatus> devices(boolean cudaBuild) {
        List<DeviceStatus> devices = new ArrayList<>();
        for (Gpu gpu : gpus.get()) {
            String reason = reason(gpu.computeCapability(), cudaBuild);
            devices.add(new DeviceStatus(
                    "cuda:" + devices.size(), gpu.name() + ", " + gpu.memory(), reason.isEmpty(), reason));
        }
        return devices;
    }

    private static String reason(String capability, boolean cudaBuild) {
        if (!COMPUTE_CAPABILITIES.contains(capability)) {
            return "ND4J's CUDA library has no code for compute capability " + capability + "; engine libtorch may have";
        }
        return cudaBuild ? "" : "this build has no CUDA backend of ND4J; build with -Pcuda-nd4j";
    }
}
