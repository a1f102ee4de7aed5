package org.retort.engine.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.retort.api.plugin.InputException;

/** The NVIDIA devices of this machine as their driver's own tool, {@code nvidia-smi}, lists them; needs no CUDA. */
public final class NvidiaDriver {
    private final List<String> command;
    private final Duration patience;

    /**
     * @param command prints one line for each device: name, compute capability, memory, driver version
     * @param patience how long it may take
     */
    public NvidiaDriver(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /**
     * One device.
     *
     * @param name its model, such as {@code NVIDIA H200}
     * @param computeCapability such as {@code 9.0}
     * @param memory in words, such as {@code 143771 MiB}
     * @param driver version of the driver, such as {@code 580.65}
     */
    public record Gpu(String name, String computeCapability, String memory, String driver) {}

    /** The driver of this machine, should there be one. */
    public static NvidiaDriver ofThisMachine() {
        return new NvidiaDriver(List.of("nvidia-smi",
                "--query-gpu=name,compute_cap,memory.total,driver_version", "--format=csv,noheader"),
                Duration.ofSeconds(10));
    }

    /**
     * The devices in the order of CUDA's numbers; empty where there is no driver.
     *
     * @throws InputException where there is one that does not answer
     */
    public List<Gpu> gpus() {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return List.of();
        }
        List<Gpu> gpus = new ArrayList<>();
        for (String line : output(process).split("\n")) {
            String[] fields = line.split(",");
            if (fields.length == 4) {
                gpus.add(new Gpu(fields[0].trim(), fields[1].trim(), fields[2].trim(), fields[3].trim()));
            }
        }
        return gpus;
    }

    /** The devices that can be computed on: none, too, where the driver does not answer. */
    public List<Gpu> answeringGpus() {
        try {
            return gpus();
        } catch (InputException e) {
            return List.of();
        }
    }

    private String output(Process process) {
        String tool = command.get(0);
        try {
            process.getOutputStream().close();
            // A driver that hangs keeps the pipe open, so the end is waited for before anything is read.
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new InputException(tool + " does not end, so GPUs cannot be used; check the driver");
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new InputException(tool + " ends with code " + process.exitValue()
                        + ", so GPUs cannot be used; it says: " + text.strip());
            }
            return text;
        } catch (IOException e) {
            throw new InputException(tool + " cannot be read (" + e + "); check the driver", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
