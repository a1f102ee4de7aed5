package org.retort.engine.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The NVIDIA devices of this machine as their driver's own tool, {@code nvidia-smi}, lists them; needs no CUDA. */
public final class NvidiaDriver {
    private NvidiaDriver() {}

    /**
     * One device.
     *
     * @param name its model, such as {@code NVIDIA H200}
     * @param computeCapability such as {@code 9.0}
     * @param memory in words, such as {@code 143771 MiB}
     */
    public record Gpu(String name, String computeCapability, String memory) {}

    /** Lines of {@code name, compute capability, memory}; empty where there is no driver. */
    public static Optional<String> listing() {
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

    /** The devices of a listing, in the order of CUDA's numbers. */
    public static List<Gpu> gpus(String listing) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : listing.split("\n")) {
            String[] fields = line.split(",");
            if (fields.length == 3) {
                gpus.add(new Gpu(fields[0].trim(), fields[1].trim(), fields[2].trim()));
            }
        }
        return gpus;
    }
}
