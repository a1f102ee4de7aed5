package org.retort.engine.libtorch.internal.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.device.NvidiaDriver;
import org.retort.engine.device.NvidiaDriver.Gpu;
import org.retort.engine.program.DeviceStatus;

/** The NVIDIA devices of the machine, and whether LibTorch can run on them. Asks LibTorch only where there are some. */
public final class CudaProbe {
    /** The oldest compute capability that LibTorch's CUDA 13 library holds machine code for. */
    private static final double OLDEST = 7.5;
    /** The first compute capability with bfloat16 in its matrix units. */
    private static final double FIRST_WITH_BFLOAT16 = 8.0;

    private final Supplier<List<Gpu>> gpus;
    private final BooleanSupplier built;
    private final BooleanSupplier available;

    /**
     * @param gpus what {@link NvidiaDriver#answeringGpus} tells
     * @param built whether these natives are those with CUDA
     * @param available whether LibTorch can use a device
     */
    public CudaProbe(Supplier<List<Gpu>> gpus, BooleanSupplier built, BooleanSupplier available) {
        this.gpus = gpus;
        this.built = built;
        this.available = available;
    }

    public static CudaProbe ofThisMachine() {
        return new CudaProbe(
                NvidiaDriver.ofThisMachine()::answeringGpus, CudaProbe::builtWithCuda, torch::hasCUDA);
    }

    /** The natives with CUDA come in a jar of their own. */
    private static boolean builtWithCuda() {
        return torch.class.getResource("/org/bytedeco/pytorch/linux-x86_64-gpu/libjnitorch.so") != null;
    }

    public List<DeviceStatus> devices() {
        List<DeviceStatus> devices = new ArrayList<>();
        for (Gpu gpu : gpus.get()) {
            String reason = reason(gpu);
            devices.add(new DeviceStatus(
                    "cuda:" + devices.size(), gpu.name() + ", " + gpu.memory(), reason.isEmpty(), reason));
        }
        return devices;
    }

    /** Whether a device computes products of bfloat16 faster than of 32-bit floats. */
    public boolean prefersBfloat16(int device) {
        return Double.parseDouble(gpus.get().get(device).computeCapability()) >= FIRST_WITH_BFLOAT16;
    }

    private String reason(Gpu gpu) {
        if (Double.parseDouble(gpu.computeCapability()) < OLDEST) {
            return "LibTorch's CUDA 13 library has code from compute capability " + OLDEST + " on, not for "
                    + gpu.computeCapability() + "; engine nd4j may have";
        }
        if (!built.getAsBoolean()) {
            return "this build has no CUDA; build with -Pcuda";
        }
        return available.getAsBoolean() ? "" : "LibTorch finds no CUDA device; CUDA 13 needs driver 580 or newer";
    }
}
