package org.retort.engine.nd4j.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.retort.engine.program.DeviceStatus;

/** NVIDIA devices as the driver's {@code nvidia-smi} lists them, and whether ND4J can run on them. */
final class CudaProbe {
    /** What nd4j-cuda-11.6 M2.1 holds machine code for; it holds no PTX, so newer devices cannot run it. */
    private static final Set<String> COMPUTE_CAPABILITIES =
            Set.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9");

    private final Supplier<Optional<String>> listing;

    /**
     * @param listing what {@code nvidia-smi} prints as lines of {@code name, compute capability, memory}; empty where
     *     there is no driver
     */
    CudaProbe(Supplier<Optional<String>> listing) {
        this.listing = listing;
    }

    static CudaProbe ofThisMachine() {
        return new CudaProbe(CudaProbe::askDriver);
    }

    /**
     * @param cudaBuild whether this build of ND4J has the CUDA backend
     * @return the devices; empty where there is no driver
     */
    List<DeviceStatus> devices(boolean cudaBuild) {
        List<DeviceStatus> devices = new ArrayList<>();
        for (String line : listing.get().orElse("").split("\n")) {
            String[] fields = line.split(",");
            if (fields.length == 3) {
                String name = fields[0].trim();
                String capability = fields[1].trim();
                String reason = reason(capability, cudaBuild);
                devices.add(new DeviceStatus(
                        "cuda:" + devices.size(), name + ", " + fields[2].trim(), reason.isEmpty(), reason));
            }
        }
        return devices;
    }

    private static String reason(String capability, boolean cudaBuild) {
        if (!COMPUTE_CAPABILITIES.contains(capability)) {
            return "ND4J's CUDA library has no code for compute capability " + capability + "; engine libtorch may have";
        }
        return cudaBuild ? "" : "this build has no CUDA backend of ND4J; build with -Pcuda-nd4j";
    }

    private static Optional<String> askDriver() {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=name,compute_cap,memory.total", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
