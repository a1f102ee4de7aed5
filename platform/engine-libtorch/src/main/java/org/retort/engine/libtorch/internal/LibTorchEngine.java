package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.retort.api.plugin.InputException;
import org.retort.engine.device.CpuDescription;
import org.retort.engine.libtorch.internal.cuda.CudaProbe;
import org.retort.engine.libtorch.internal.cuda.PhaseGraphs;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;

/** The engine on LibTorch's kernels: the fast one. */
@Component(service = Engine.class)
public final class LibTorchEngine implements Engine {
    private static final String CPU = "cpu";

    /** The variable of the environment that has steps captured in CUDA graphs: {@code on} or not set. */
    private static final String CUDA_GRAPHS = "RETORT_CUDA_GRAPHS";

    private final CudaProbe cuda;
    private final boolean graphs;

    /** The engine of this machine. */
    @Activate
    public LibTorchEngine() {
        this(CudaProbe.ofThisMachine(), "on".equals(System.getenv(CUDA_GRAPHS)));
    }

    /** @param graphs whether steps are captured on a CUDA device */
    LibTorchEngine(CudaProbe cuda, boolean graphs) {
        this.cuda = cuda;
        this.graphs = graphs;
    }

    @Override
    public String id() {
        return "libtorch";
    }

    @Override
    public int rank(String device) {
        return 20;
    }

    @Override
    public List<DeviceStatus> devices() {
        List<DeviceStatus> devices = new ArrayList<>();
        devices.add(new DeviceStatus(CPU, CpuDescription.ofThisMachine(), true, ""));
        devices.addAll(cuda.devices());
        return devices;
    }

    @Override
    public Map<String, String> natives() {
        Map<String, String> versions = new LinkedHashMap<>();
        String found = Tensor.class.getPackage().getImplementationVersion();
        versions.put("libtorch", found == null ? "2.10.0-1.5.13" : found);
        versions.put("libtorch-cpu-capability", torch.get_cpu_capability().getString());
        versions.put("onednn", OneDnn.version());
        versions.put("allocator", Allocator.ofThisProcess());
        if (cuda.devices().stream().anyMatch(DeviceStatus::usable)) {
            versions.put("cuda-graphs", graphs
                    ? "from run " + (PhaseGraphs.WARM_UP + 1) + " of a phase on; the log says where not"
                    : "off, since no device has run them yet; " + CUDA_GRAPHS + "=on captures steps");
        }
        return versions;
    }

    @Override
    public EngineSession open(EngineSettings settings) {
        DeviceStatus device = devices().stream()
                .filter(status -> status.device().equals(settings.device()))
                .findFirst()
                .orElseThrow(() -> new InputException("engine libtorch knows no device " + settings.device()
                        + "; it knows " + devices().stream().map(DeviceStatus::device).toList()));
        if (!device.usable()) {
            throw new InputException("engine libtorch cannot run on " + settings.device() + ": " + device.reason());
        }
        if (settings.threads() < 1) {
            throw new InputException("threads is " + settings.threads() + "; give at least 1");
        }
        Precision precision =
                settings.precision() == Precision.AUTO ? fastest(settings.device()) : settings.precision();
        return new TorchSession(new EngineSettings(settings.device(), settings.threads(), precision), graphs);
    }

    /** By measurement (docs/performance.md): bfloat16 wherever the device multiplies it in hardware. */
    private Precision fastest(String device) {
        boolean inHardware = device.equals(CPU)
                ? CpuDescription.hasFeature("avx512_bf16") || CpuDescription.hasFeature("amx_bf16")
                : cuda.prefersBfloat16(Integer.parseInt(device.substring(device.indexOf(':') + 1)));
        return inHardware ? Precision.BFLOAT16_MIXED : Precision.FLOAT32;
    }
}
