package org.retort.host.internal.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.retort.api.plugin.InputException;

/** What NVIDIA's driver tells of its GPUs by the program {@code nvidia-smi}. */
final class NvidiaDriver {
    private static final long PATIENCE_SECONDS = 10;

    private final List<String> command;

    /** @param command prints one line for each GPU: name, compute capability, memory, driver version */
    NvidiaDriver(List<String> command) {
        this.command = command;
    }

    static NvidiaDriver ofThisMachine() {
        return new NvidiaDriver(List.of("nvidia-smi",
                "--query-gpu=name,compute_cap,memory.total,driver_version", "--format=csv,noheader"));
    }

    /**
     * The GPUs; empty where there is no driver.
     *
     * @throws InputException where there is one that does not answer
     */
    ArrayNode gpus() {
        ArrayNode gpus = JsonNodeFactory.instance.arrayNode();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return gpus;
        }
        String text = output(process);
        for (String line : text.split("\n")) {
            String[] fields = line.split(",");
            if (fields.length == 4) {
                gpus.addObject()
                        .put("name", fields[0].trim())
                        .put("computeCapability", fields[1].trim())
                        .put("memory", fields[2].trim())
                        .put("driver", fields[3].trim());
            }
        }
        return gpus;
    }

    private String output(Process process) {
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new InputException(command.get(0) + " does not end, so GPUs cannot be used; check the driver");
            }
            if (process.exitValue() != 0) {
                throw new InputException(command.get(0) + " ends with code " + process.exitValue()
                        + ", so GPUs cannot be used; it says: " + text.strip());
            }
            return text;
        } catch (IOException e) {
            throw new InputException(command.get(0) + " cannot be read (" + e + "); check the driver", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
