package org.retort.engine.nd4j.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.retort.api.plugin.InputException;
import org.retort.engine.device.CpuDescription;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;

/** The engine on ND4J's own kernels: the reference. */
@Component(service = Engine.class)
public final class Nd4jEngine implements Engine {
    private static final String CPU = "cpu";

    private final CudaProbe cuda;

    /** The engine of this machine. */
    @Activate
    public Nd4jEngine() {
        this(CudaProbe.ofThisMachine());
    }

    Nd4jEngine(CudaProbe cuda) {
        // ND4J looks its backend up through the thread's class loader otherwise, which in a bundle does not see it.
        ND4JClassLoading.setNd4jClassloader(Nd4j.class.getClassLoader());
        this.cuda = cuda;
    }

    @Override
    public String id() {
        return "nd4j";
    }

    @Override
    public int rank(String device) {
        return 10;
    }

    @Override
    public List<DeviceStatus> devices() {
        List<DeviceStatus> devices = new ArrayList<>();
        boolean onCpu = Nd4j.getEnvironment().isCPU();
        devices.add(new DeviceStatus(
                CPU, CpuDescription.ofThisMachine(), onCpu, onCpu ? "" : "this build of ND4J runs on CUDA alone"));
        devices.addAll(cuda.devices(!onCpu));
        return devices;
    }

    @Override
    public Map<String, String> natives() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("nd4j", version(Nd4j.class, "1.0.0-M2.1"));
        versions.put("nd4j-backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("blas", Nd4j.factory().blas().getBlasVendor().toString().toLowerCase(Locale.ROOT));
        return versions;
    }

    private static String version(Class<?> type, String otherwise) {
        String found = type.getPackage().getImplementationVersion();
        return found == null ? otherwise : found;
    }

    @Override
    public EngineSession open(EngineSettings settings) {
        DeviceStatus device = devices().stream()
                .filter(status -> status.device().equals(settings.device()))
                .findFirst()
                .orElseThrow(() -> new InputException("engine nd4j knows no device " + settings.device()
                        + "; it knows " + devices().stream().map(DeviceStatus::device).toList()));
        if (!device.usable()) {
            throw new InputException("engine nd4j cannot run on " + settings.device() + ": " + device.reason());
        }
        if (settings.precision() == Precision.BFLOAT16_MIXED) {
            throw new InputException("engine nd4j computes in 32-bit floats alone; set precision to float32 or auto");
        }
        if (settings.threads() < 1) {
            throw new InputException("threads is " + settings.threads() + "; give at least 1");
        }
        return new Nd4jSession(new EngineSettings(settings.device(), settings.threads(), Precision.FLOAT32));
    }
}
